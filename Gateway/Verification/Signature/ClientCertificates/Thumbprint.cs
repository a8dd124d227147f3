using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Verification.Signature.ClientCertificates;

/// <summary>The SHA-256 of one certificate.</summary>
internal sealed class Thumbprint : ICertificateName
{
    private readonly byte[] _digest;

    private Thumbprint(byte[] digest, string written) => (_digest, Written) = (digest, written);

    public string Written { get; }

    /// <summary>The thumbprint; null if the text is not 64 hex digits, with colons between the pairs (as OpenSSL writes them) or without.</summary>
    public static Thumbprint? Parse(string text)
    {
        var digits = text.Length == 95 ? text.Replace(":", "", StringComparison.Ordinal) : text;
        return digits.Length == 2 * SHA256.HashSizeInBytes && digits.All(char.IsAsciiHexDigit)
            ? new Thumbprint(Convert.FromHexString(digits), digits.ToLowerInvariant())
            : null;
    }

    public bool IsOf(X509Certificate2 certificate) => SHA256.HashData(certificate.RawDataMemory.Span).AsSpan().SequenceEqual(_digest);
}
