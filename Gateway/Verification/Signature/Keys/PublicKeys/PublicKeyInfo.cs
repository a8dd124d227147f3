using System.Formats.Asn1;
using System.Security.Cryptography;
using PublicKeyOf = System.Security.Cryptography.X509Certificates.PublicKey;

namespace Gateway.Verification.Signature.Keys.PublicKeys;

/// <summary>A SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7) as far as every kind of key shares it.</summary>
/// <param name="Kind">The object identifier of the key's kind.</param>
/// <param name="Key">The key itself, in the form of its kind.</param>
internal sealed record PublicKeyInfo(string Kind, byte[] Key)
{
    public const string Rsa = "1.2.840.113549.1.1.1";
    public const string RsaPss = "1.2.840.113549.1.1.10";
    public const string EllipticCurve = "1.2.840.10045.2.1";
    public const string Ed25519 = "1.3.101.112";

    /// <exception cref="FormatException">The bytes are something else; the message says what, where that is known.</exception>
    public static PublicKeyInfo Read(byte[] der)
    {
        if (IsPrivate(der))
        {
            throw new FormatException(PrivateKeyProblem);
        }

        try
        {
            var key = PublicKeyOf.CreateFromSubjectPublicKeyInfo(der, out var length);
            return length == der.Length
                ? new PublicKeyInfo(key.Oid.Value!, key.EncodedKeyValue.RawData)
                : throw new FormatException("is a public key with more bytes behind it.");
        }
        catch (CryptographicException exception)
        {
            throw new FormatException("is not a SubjectPublicKeyInfo in DER.", exception);
        }
    }

    /// <summary>For a key of which only the other half belongs here.</summary>
    public const string PrivateKeyProblem =
        "is a private key: only the provider may have that. Take it away from this machine, and use the public key.";

    /// <exception cref="FormatException">The key is of another kind.</exception>
    public void Expect(string kind, string name)
    {
        if (Kind != kind)
        {
            throw new FormatException($"is {NameOf(Kind)}; the algorithm needs {name}.");
        }
    }

    private static string NameOf(string kind) => kind switch
    {
        Rsa => "an RSA key",
        EllipticCurve => "an ECDSA key",
        Ed25519 => "an Ed25519 key",
        "1.3.101.110" => "an X25519 key, which encrypts and does not sign",
        "1.3.101.113" => "an Ed448 key",
        RsaPss => "an RSA key for PSS alone",
        _ => "a key of another kind",
    };

    /// <summary>PKCS #8, PKCS #1 and SEC 1 all begin with a version; a public key begins with its kind.</summary>
    private static bool IsPrivate(byte[] der)
    {
        try
        {
            var sequence = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
            return sequence.HasData && sequence.TryReadInt32(out var version) && version is 0 or 1 && sequence.HasData;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}
