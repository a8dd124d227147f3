using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Verification.Signature.Keys.PublicKeys;

/// <summary>Reads a public key, or that of a certificate, out of PEM (RFC 7468).</summary>
internal static class PemText
{
    /// <exception cref="FormatException">There is none, or more than one key; the message never repeats the text.</exception>
    public static byte[] Read(string text)
    {
        if (!PemEncoding.TryFind(text, out var block))
        {
            throw new FormatException(text.Contains("-----BEGIN ", StringComparison.Ordinal)
                ? text.Contains("\\n", StringComparison.Ordinal)
                    ? "is PEM whose line ends are written as '\\n'; write line ends, or give a file."
                    : "is PEM that was cut or joined; keep its lines as they are."
                : "is not PEM, which begins with '-----BEGIN PUBLIC KEY-----'; for the same without those lines say \"Key\": \"spki\".");
        }

        if (text.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            throw new FormatException(PublicKeyInfo.PrivateKeyProblem);
        }

        if (PemEncoding.TryFind(text.AsSpan()[block.Location.End..], out _))
        {
            throw new FormatException("holds more than one PEM block; which one signs must be plain. List keys as secrets of their own.");
        }

        var label = text[block.Label];
        var bytes = Convert.FromBase64String(text[block.Base64Data]);
        try
        {
            return label switch
            {
                "PUBLIC KEY" => bytes,
                "RSA PUBLIC KEY" => FromPkcs1(bytes),
                "CERTIFICATE" => FromCertificate(bytes),
                _ => throw new FormatException("is PEM of another thing; expected PUBLIC KEY, RSA PUBLIC KEY or CERTIFICATE."),
            };
        }
        catch (CryptographicException exception)
        {
            throw new FormatException($"is PEM with the label {label}, and holds none.", exception);
        }
    }

    private static byte[] FromPkcs1(byte[] bytes)
    {
        using var key = RSA.Create();
        key.ImportRSAPublicKey(bytes, out _);
        return key.ExportSubjectPublicKeyInfo();
    }

    // Its dates and its issuer say nothing here: the key is trusted because it is configured.
    private static byte[] FromCertificate(byte[] bytes)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(bytes);
        return certificate.PublicKey.ExportSubjectPublicKeyInfo();
    }
}
