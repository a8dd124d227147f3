using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Support;

/// <summary>Serves certificates to the gateways of this process, as Amazon and PayPal do to everybody.</summary>
internal static class CertificateHost
{
    private static readonly ConcurrentDictionary<string, string> Files = new(StringComparer.Ordinal);
    private static readonly Lazy<Task<Upstream>> Server = new(StartAsync);

    /// <summary>What <c>Signature:Certificate:Allowed</c> has to say.</summary>
    public static string Allowed => Server.Value.GetAwaiter().GetResult().Url + "/*.pem";

    /// <summary>The URL under which this certificate stands from now on.</summary>
    public static string Publish(string pem)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(pem)))[..16] + ".pem";
        Files[name] = pem;
        return Allowed.Replace("*.pem", name, StringComparison.Ordinal);
    }

    /// <summary>A certificate of somebody else.</summary>
    public static string Other()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=other", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.ExportCertificatePem();
    }

    private static async Task<Upstream> StartAsync()
    {
        var server = await Upstream.StartAsync();
        server.Answer = async context =>
        {
            if (Files.TryGetValue(context.Request.Path.Value!.TrimStart('/'), out var pem))
            {
                await context.Response.WriteAsync(pem);
                return;
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
        };
        return server;
    }
}
