using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Cli.Explaining.Tokens;

/// <summary>A certificate that a token brings, or that a route pins, by what tells it from others.</summary>
/// <param name="Subject">Whose it is, as it says.</param>
/// <param name="Issuer">Who has signed it, as it says.</param>
/// <param name="NotBefore">From when on it counts.</param>
/// <param name="NotAfter">Until when.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hex.</param>
/// <param name="Extensions">The object identifiers of its extensions.</param>
internal sealed record SentCertificate(
    string Subject, string Issuer, DateTimeOffset NotBefore, DateTimeOffset NotAfter, string Sha256, IReadOnlyList<string> Extensions)
{
    /// <summary>How it is named for people.</summary>
    public string Name => $"'{PlainText.Of(Subject)}'";

    public static SentCertificate Of(X509Certificate2 certificate) => new(
        certificate.Subject,
        certificate.Issuer,
        new DateTimeOffset(certificate.NotBefore),
        new DateTimeOffset(certificate.NotAfter),
        Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256)),
        [.. certificate.Extensions.Select(extension => extension.Oid?.Value).OfType<string>()]);

    /// <summary>The certificate of these bytes in DER; null for bytes that are none.</summary>
    public static SentCertificate? Read(byte[] der)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der);
            return Of(certificate);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}, from {NotBefore.UtcDateTime:yyyy-MM-dd} to {NotAfter.UtcDateTime:yyyy-MM-dd}, SHA-256 {Sha256}");
}
