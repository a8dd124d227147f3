using System.Security.Cryptography;
using Gateway.Intake;

namespace Gateway.Verification.Signature.ClientCertificates;

/// <summary>
/// Reads how proxies that end TLS pass a certificate on: <c>:base64:</c> of its DER (RFC 9440), the base64 alone (HAProxy,
/// Traefik), or percent-encoded PEM (nginx' <c>$ssl_client_escaped_cert</c>, AWS ALB), the sender's own first.
/// </summary>
internal static class CertificateHeader
{
    /// <summary>In characters. A chain of three with 4096-bit keys has half as many.</summary>
    public const int MostChars = 16 * 1024;

    private const string Label = "CERTIFICATE";

    /// <summary>The certificates in DER, not read any further; null for a text of another form.</summary>
    public static PresentedCertificate? Read(string text)
    {
        if (text.Length is 0 or > MostChars)
        {
            return null;
        }

        // A percent sign and a dash stand in PEM alone, nowhere in base64.
        if (text.AsSpan().ContainsAny('%', '-'))
        {
            return ReadPem(Uri.UnescapeDataString(text));
        }

        var inner = text.Length > 2 && text[0] == ':' && text[^1] == ':' ? text.AsSpan(1, text.Length - 2) : text;
        return Decode(inner) is { } certificate ? new PresentedCertificate(certificate, []) : null;
    }

    private static PresentedCertificate? ReadPem(ReadOnlySpan<char> pem)
    {
        byte[]? first = null;
        var above = new List<byte[]>();
        while (PemEncoding.TryFind(pem, out var fields))
        {
            if (!pem[..fields.Location.Start.Value].IsWhiteSpace() || pem[fields.Label] is not Label
                || above.Count == TlsCertificates.Most)
            {
                return null;
            }

            var der = new byte[fields.DecodedDataLength];
            _ = Convert.TryFromBase64Chars(pem[fields.Base64Data], der, out _);
            if (first is null)
            {
                first = der;
            }
            else
            {
                above.Add(der);
            }

            pem = pem[fields.Location.End.Value..];
        }

        return first is not null && pem.IsWhiteSpace() ? new PresentedCertificate(first, above) : null;
    }

    private static byte[]? Decode(ReadOnlySpan<char> base64)
    {
        var bytes = new byte[base64.Length];
        return !base64.ContainsAny(" \t\r\n") && Convert.TryFromBase64Chars(base64, bytes, out var length) && length > 0
            ? bytes[..length]
            : null;
    }
}
