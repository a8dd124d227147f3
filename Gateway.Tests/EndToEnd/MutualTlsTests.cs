using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd;

/// <summary>Client certificates on a real listener: one route wants the provider's, the other none.</summary>
public sealed class MutualTlsTests : IAsyncLifetime
{
    private const string Detail = " detail=";

    private readonly TestAuthority _authority = new();
    private readonly CapturedLog _log = new();
    private Upstream _upstream = null!;
    private TestGateway _gateway = null!;
    private TestFile _certificateFile = null!;
    private TestFile _keyFile = null!;
    private TestFile _roots = null!;

    public async Task InitializeAsync()
    {
        var (certificate, key) = _authority.Issue("127.0.0.1");
        _certificateFile = new TestFile(Encoding.ASCII.GetBytes(certificate));
        _keyFile = new TestFile(Encoding.ASCII.GetBytes(key));
        _roots = new TestFile(Encoding.ASCII.GetBytes(_authority.CertificatePem));
        _upstream = await Upstream.StartAsync();
        _gateway = await StartAsync(root => AddMutual(root));
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
        _certificateFile.Dispose();
        _keyFile.Dispose();
        _roots.Dispose();
        _authority.Dispose();
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task The_providers_certificate_gets_through_and_is_named_to_the_backend(string version)
    {
        using var certificate = _authority.Issue(new TestClientCertificate());
        using var client = Client(certificate);

        Assert.Equal(HttpStatusCode.OK, await SendAsync(client, "/mutual", version));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(client, "/mutual", version));

        Assert.Equal(TestClientCertificate.Name, Assert.Single(_upstream.Received[^1].Headers["X-Gateway-Key-Id"]));
    }

    [Theory]
    [InlineData("none", "signature_missing", "no client certificate")]
    [InlineData("authority", "signature_invalid", "a client certificate of no trusted authority")]
    [InlineData("subject", "signature_invalid", "a client certificate of another name")]
    [InlineData("expired", "signature_invalid", "the client certificate is not valid at this time")]
    [InlineData("not yet", "signature_invalid", "the client certificate is not valid at this time")]
    public async Task Any_other_certificate_is_401_and_none_ends_the_connection(string which, string outcome, string detail)
    {
        using var other = new TestAuthority();
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = which switch
        {
            "none" => null,
            "authority" => other.Issue(new TestClientCertificate()),
            "subject" => _authority.Issue(new TestClientCertificate { Subject = "CN=customer.example" }),
            "expired" => _authority.Issue(new TestClientCertificate { NotBefore = now.AddDays(-2), NotAfter = now.AddDays(-1) }),
            _ => _authority.Issue(new TestClientCertificate { NotBefore = now.AddDays(1), NotAfter = now.AddDays(2) }),
        };
        foreach (var version in (string[])["1.1", "2.0"])
        {
            using var client = Client(certificate);

            Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(client, "/mutual", version));
            Assert.Equal(HttpStatusCode.OK, await SendAsync(client, "/hook", version)); // The other route wants none, and takes any.
        }

        await Eventually.IsTrueAsync(() => Task.FromResult(Lines(outcome).Count == 2), "both are logged");
        Each.Is(Lines(outcome), line => Assert.EndsWith(Detail + detail, line.TrimEnd(), StringComparison.Ordinal));
        Each.Is(_upstream.Received, received => Assert.Equal("/hook", received.Target));
    }

    [Fact]
    public async Task Certificates_between_that_the_sender_shows_lead_up_to_the_root()
    {
        using var between = new TestAuthority("Between", _authority);
        using var certificate = between.Issue(new TestClientCertificate());
        using var alone = Client(certificate);
        using var whole = Client(certificate, between.Certificate);

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(alone, "/mutual", "1.1"));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(whole, "/mutual", "1.1"));
    }

    [Fact]
    public async Task A_certificate_does_not_name_where_the_gateway_connects_to()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var between = new TestAuthority("Between", _authority);
        using var certificate = between.Issue(new TestClientCertificate { IssuerUrl = $"http://{listener.LocalEndpoint}/issuer.crt" });
        using var client = Client(certificate);

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(client, "/mutual", "1.1"));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(client, "/hook", "1.1"));
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Certificates_are_asked_for_while_a_route_wants_one_and_no_longer()
    {
        await using var gateway = await StartAsync(_ => { });
        using var certificate = _authority.Issue(new TestClientCertificate());
        var shown = 0;

        Assert.Equal(HttpStatusCode.OK, await SendOnceAsync("/hook"));
        Assert.Equal(0, shown);

        await gateway.ReloadAsync(root => AddMutual(root));
        Assert.Equal(HttpStatusCode.OK, await SendOnceAsync("/mutual"));
        Assert.Equal(1, shown);

        await gateway.ReloadAsync(root => root["ReverseProxy"]!["Routes"]!.AsObject().Remove("mutual"));
        Assert.Equal(HttpStatusCode.OK, await SendOnceAsync("/hook"));
        Assert.Equal(1, shown);

        async Task<HttpStatusCode> SendOnceAsync(string path)
        {
            using var client = new HttpClient(new SocketsHttpHandler
            {
                UseProxy = false,
                SslOptions =
                {
                    RemoteCertificateValidationCallback = IsGateway,
                    LocalCertificateSelectionCallback = (_, _, _, remote, _) =>
                    {
                        // Called before the handshake, and with the server's certificate when the server asks for one.
                        shown += remote is null ? 0 : 1;
                        return remote is null ? null! : certificate;
                    },
                },
            })
            {
                BaseAddress = gateway.Url,
            };
            return await SendAsync(client, path, "1.1");
        }
    }

    [Fact]
    public async Task A_listener_that_chooses_its_own_certificate_by_name_asks_too()
    {
        await using var gateway = await StartAsync(root =>
        {
            AddMutual(root);
            var endpoint = root["Kestrel"]!["Endpoints"]!["Webhooks"]!.AsObject();
            var own = endpoint["Certificate"]!.DeepClone();
            endpoint.Remove("Certificate");
            endpoint["Sni"] = new JsonObject { ["*"] = new JsonObject { ["Certificate"] = own } };
        });
        using var certificate = _authority.Issue(new TestClientCertificate());
        using var client = Client(gateway.Url, certificate);

        Assert.Equal(HttpStatusCode.OK, await SendAsync(client, "/mutual", "1.1"));
    }

    [Theory]
    [InlineData(true, "X-Client-Cert", true)]
    [InlineData(false, "X-Client-Cert", false)]
    [InlineData(true, "X_Client_Cert", false)]
    public async Task A_header_counts_of_a_trusted_proxy_and_is_taken_away_of_anybody_else(bool isFromProxy, string header, bool counts)
    {
        await using var gateway = await StartAsync(root =>
        {
            AddMutual(root, ", \"Header\": \"X-Client-Cert\"", mode: "Monitor");
            root["Gateway"]!["Client"] = new JsonObject { ["TrustedProxies"] = new JsonArray(ProxyClient.Address) };
            root.Remove("Kestrel");
        });
        using var certificate = _authority.Issue(new TestClientCertificate());
        using var proxy = ProxyClient.To(gateway.Url);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mutual") { Content = new StringContent("{}") };
        request.Headers.Add(header, Uri.EscapeDataString(certificate.ExportCertificatePem()));

        using var answer = await (isFromProxy ? proxy : gateway.Client).SendAsync(request);

        var received = Assert.Single(_upstream.Received); // Monitored: forwarded all the same.
        Assert.Equal(counts, received.Headers.ContainsKey("X-Gateway-Key-Id"));
        Assert.Equal(counts, received.Headers.ContainsKey(header));
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, string path, string version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StringContent("{}"),
        };
        request.Headers.Add("X-Sig", Hmac.Hex(TestConfiguration.Secret, "{}"));
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static bool IsGateway(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors) =>
        shown?.Issuer == "CN=Test authority";

    private List<string> Lines(string outcome) =>
        [.. _log.Lines.Where(line => line.Contains($"Webhook mutual {outcome} ", StringComparison.Ordinal))];

    private HttpClient Client(X509Certificate2? certificate, params X509Certificate2[] between) =>
        Client(_gateway.Url, certificate, between);

    private static HttpClient Client(Uri gateway, X509Certificate2? certificate, params X509Certificate2[] between) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        SslOptions =
        {
            RemoteCertificateValidationCallback = IsGateway,
            ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, [.. between], offline: true),
        },
    })
    {
        BaseAddress = gateway,
    };

    private async Task<TestGateway> StartAsync(Action<JsonObject> change)
    {
        var configuration = new TestConfiguration(
            _upstream.Url, """{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": "env:SECRET" } }""")
        {
            Logger = _log,
        };
        return await TestGateway.StartAsync(configuration.Change(root =>
        {
            root["Kestrel"] = new JsonObject
            {
                ["Endpoints"] = new JsonObject
                {
                    ["Webhooks"] = new JsonObject
                    {
                        ["Url"] = "https://127.0.0.1:0",
                        ["Certificate"] = new JsonObject { ["Path"] = _certificateFile.Path, ["KeyPath"] = _keyFile.Path },
                    },
                },
            };
            change(root);
        }));
    }

    private void AddMutual(JsonObject root, string more = "", string mode = "Enforce") =>
        root["ReverseProxy"]!["Routes"]!["mutual"] = JsonNode.Parse($$"""
            {
              "ClusterId": "backend", "Match": { "Path": "/mutual" },
              "Verification": {
                "Mode": "{{mode}}",
                "Signature": {
                  "Algorithm": "client-certificate",
                  "ClientCertificate": { "Authorities": "file:{{_roots.Path}}", "Subjects": "{{TestClientCertificate.Name}}"{{more}} }
                }
              }
            }
            """);
}
