using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Tests.Support;

/// <summary>A provider's RSA key with its certificate.</summary>
internal sealed class TestCertificate : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);

    public TestCertificate(DateTimeOffset notAfter)
    {
        var request = new CertificateRequest("CN=signer.test", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(notAfter.AddYears(-1), notAfter);
        Pem = certificate.ExportCertificatePem();
        Id = certificate.GetCertHashString(HashAlgorithmName.SHA256)[..16].ToLowerInvariant();
    }

    public string Pem { get; }

    /// <summary>What the gateway calls it.</summary>
    public string Id { get; }

    public string Sign(string content) => Convert.ToBase64String(
        _key.SignData(System.Text.Encoding.UTF8.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public void Dispose() => _key.Dispose();
}
