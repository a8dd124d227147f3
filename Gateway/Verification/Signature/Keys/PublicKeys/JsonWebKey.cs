using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Gateway.Verification.Signature.Keys.PublicKeys;

/// <summary>Reads the public key of a JWK (RFC 7517; RFC 7518, section 6; RFC 8037) as a SubjectPublicKeyInfo.</summary>
internal static class JsonWebKey
{
    /// <summary>Longer than any key; no set of keys needs more either.</summary>
    private const int MostChars = 64 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <param name="text">As JSON.</param>
    /// <param name="algorithms">What it may say that it is for (RFC 7517, section 4.4); null for anything.</param>
    /// <exception cref="FormatException">The text is no public JWK, or for something else; the message never repeats it.</exception>
    public static byte[] Read(string text, IReadOnlyList<string>? algorithms)
    {
        if (text.Length > MostChars)
        {
            throw new FormatException($"is longer than {MostChars} characters.");
        }

        try
        {
            using var json = JsonDocument.Parse(text, Strict);
            var key = Read(json.RootElement);
            ExpectUse(json.RootElement, algorithms);
            return key;
        }
        catch (JsonException exception)
        {
            throw new FormatException("is not JSON, as a JWK is.", exception);
        }
    }

    /// <exception cref="FormatException">The element is no public JWK; the message never repeats it.</exception>
    public static byte[] Read(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("is not a JSON object, as a JWK is.");
        }

        if (key.TryGetProperty("keys", out _))
        {
            throw new FormatException("is a set of keys; list each key of it as a secret of its own.");
        }

        if (key.TryGetProperty("d", out _))
        {
            throw new FormatException(PublicKeyInfo.PrivateKeyProblem);
        }

        if (Text(key, "use") == "enc")
        {
            throw new FormatException("is a JWK for encryption (\"use\": \"enc\"), which does not sign.");
        }

        try
        {
            return Text(key, "kty") switch
            {
                "EC" => EllipticCurve(key),
                "RSA" => Rsa(key),
                "OKP" => EdwardsCurve(key),
                "oct" => throw new FormatException("is a symmetric JWK (oct); a public key verifies here."),
                _ => throw new FormatException("is a JWK of an unknown kind; expected the 'kty' EC, RSA or OKP."),
            };
        }
        catch (CryptographicException exception)
        {
            throw new FormatException("is a JWK whose numbers are no key.", exception);
        }
    }

    private static void ExpectUse(JsonElement key, IReadOnlyList<string>? algorithms)
    {
        // Section 4.3: what it may be used for, if it says so.
        if (key.TryGetProperty("key_ops", out var uses)
            && !(uses.ValueKind == JsonValueKind.Array && uses.EnumerateArray().Any(use => use.ValueKind == JsonValueKind.String && use.ValueEquals("verify"u8))))
        {
            throw new FormatException("is a JWK whose 'key_ops' have no \"verify\".");
        }

        if (key.TryGetProperty("alg", out var algorithm) && algorithms is not null
            && !(algorithm.ValueKind == JsonValueKind.String && algorithms.Contains(algorithm.GetString()!, StringComparer.Ordinal)))
        {
            throw new FormatException($"is a JWK whose 'alg' says that it is for something else than {string.Join(", ", algorithms)}.");
        }
    }

    private static byte[] EllipticCurve(JsonElement key)
    {
        var curve = EcdsaCurve.Named(Text(key, "crv"))
            ?? throw new FormatException("is a JWK of an unknown curve; expected the 'crv' P-256, P-384 or P-521.");
        var point = new ECPoint { X = Bytes(key, "x"), Y = Bytes(key, "y") };
        if (point.X.Length != curve.FieldBytes || point.Y.Length != curve.FieldBytes)
        {
            throw new FormatException($"is a JWK whose 'x' and 'y' are not of {curve.FieldBytes} bytes each, as those of {curve.Name} are.");
        }

        using var ecdsa = ECDsa.Create(new ECParameters { Curve = curve.Curve, Q = point });
        return ecdsa.ExportSubjectPublicKeyInfo();
    }

    private static byte[] Rsa(JsonElement key)
    {
        using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") });
        return rsa.ExportSubjectPublicKeyInfo();
    }

    private static byte[] EdwardsCurve(JsonElement key)
    {
        if (Text(key, "crv") != "Ed25519")
        {
            throw new FormatException("is a JWK of another curve; expected the 'crv' Ed25519.");
        }

        var x = Bytes(key, "x");
        return x.Length == Ed25519PublicKey.KeyBytes
            ? Ed25519PublicKey.Info(x)
            : throw new FormatException($"is a JWK whose 'x' is {x.Length} bytes long; an Ed25519 public key has {Ed25519PublicKey.KeyBytes}.");
    }

    private static string? Text(JsonElement key, string name) =>
        key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[] Bytes(JsonElement key, string name)
    {
        if (Text(key, name) is not { Length: > 0 } text)
        {
            throw new FormatException($"is a JWK without '{name}'.");
        }

        return Base64Url.IsValid(text)
            ? Base64Url.DecodeFromChars(text)
            : throw new FormatException($"is a JWK whose '{name}' is not base64url.");
    }
}
