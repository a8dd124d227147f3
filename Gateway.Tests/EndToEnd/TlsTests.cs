using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd;

public sealed class TlsTests
{
    [Fact]
    public async Task An_https_address_is_served_with_the_certificate_of_Kestrels_own_section()
    {
        using var authority = new TestAuthority();
        var (certificate, key) = authority.Issue("127.0.0.1");
        var configuration = new TestConfiguration("http://127.0.0.1:1/", $"{{ {SignedWebhook.Scheme} }}");
        using var certificateFile = new TestFile(Encoding.ASCII.GetBytes(certificate));
        using var keyFile = new TestFile(Encoding.ASCII.GetBytes(key));
        configuration.Change(root => root["Kestrel"] = new JsonObject
        {
            ["Endpoints"] = new JsonObject
            {
                ["Webhooks"] = new JsonObject
                {
                    ["Url"] = "https://127.0.0.1:0",
                    ["Certificate"] = new JsonObject { ["Path"] = certificateFile.Path, ["KeyPath"] = keyFile.Path },
                },
            },
        });

        await using var gateway = await TestGateway.StartAsync(configuration);
        using var client = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.Issuer == "CN=Test authority" },
        });
        using var answer = await client.PostAsync(new Uri(gateway.Url, "/hook"), new StringContent("{}"));

        Assert.Equal("https", gateway.Url.Scheme);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
