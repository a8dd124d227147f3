using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Tests.Support;

/// <summary>Serves certificates to the gateways of this process, as Amazon and PayPal do to everybody.</summary>
internal static class CertificateHost
{
    private static readonly Lazy<PlayedSite> Site = new(() => new PlayedSite());

    /// <summary>What <c>Signature:Certificate:Allowed</c> has to say.</summary>
    public static string Allowed => Site.Value.Url + "/*.pem";

    /// <summary>The URL under which this certificate stands from now on.</summary>
    public static string Publish(string pem)
    {
        var path = $"/{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(pem)))[..16]}.pem";
        Site.Value.AnswerAt(path, pem);
        return Site.Value.Url + path;
    }

    /// <summary>A certificate of somebody else.</summary>
    public static string Other()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=other", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.ExportCertificatePem();
    }
}
