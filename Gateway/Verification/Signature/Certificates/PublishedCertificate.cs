using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Gateway.Verification.Signature.Certificates;

/// <summary>An X.509 certificate as far as a signature needs it. That it is the provider's is known from where it stands.</summary>
/// <param name="Id">Names it in metrics and to the backend: the beginning of its SHA-256 thumbprint.</param>
/// <param name="PublicKey">A SubjectPublicKeyInfo in DER.</param>
/// <param name="NotAfter">
/// Until when it counts. From when is not asked: it stands where only the provider can put it, and a clock that is a little
/// behind must not refuse what is signed with a new one.
/// </param>
internal sealed record PublishedCertificate(string Id, byte[] PublicKey, DateTimeOffset NotAfter)
{
    public const int MaxBytes = 32 * 1024;

    private const int IdLength = 16;

    /// <summary>The first certificate of a PEM file, which is the signer's; those of its issuers may follow. Null if there is none.</summary>
    public static PublishedCertificate? Parse(ReadOnlySpan<byte> pem)
    {
        var text = Encoding.ASCII.GetString(pem).AsSpan();
        if (!PemEncoding.TryFind(text, out var found) || !text[found.Label].SequenceEqual("CERTIFICATE"))
        {
            return null;
        }

        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text[found.Base64Data].ToString()));
            return new PublishedCertificate(
                certificate.GetCertHashString(HashAlgorithmName.SHA256)[..IdLength].ToLowerInvariant(),
                certificate.PublicKey.ExportSubjectPublicKeyInfo(),
                new DateTimeOffset(certificate.NotAfter));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
