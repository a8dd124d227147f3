using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd;

/// <summary>
/// The gateway as a process, once through everything that another build, such as the native one, may lack: what is found by
/// reflection, what comes as a native library, what the framework brings.
/// </summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class ProgramTests : IAsyncLifetime
{
    private Upstream _upstream = null!;

    public async Task InitializeAsync() => _upstream = await Upstream.StartAsync();

    public async Task DisposeAsync() => await _upstream.DisposeAsync();

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_webhook_comes_by_TLS(string version)
    {
        using var authority = new TestAuthority();
        var (certificate, key) = authority.Issue("127.0.0.1");
        using var certificateFile = new TestFile(Encoding.ASCII.GetBytes(certificate));
        using var keyFile = new TestFile(Encoding.ASCII.GetBytes(key));
        using var configuration = Configuration().Change(root => root["Kestrel"] = new JsonObject
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
        await using var gateway = await GatewayProcess.StartAsync(configuration);
        using var client = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.Issuer == "CN=Test authority" },
        });
        using var request = SignedWebhook.Event("evt_1").Request(new Uri(gateway.Url, "/hook").ToString());
        (request.Version, request.VersionPolicy) = (Version.Parse(version), HttpVersionPolicy.RequestVersionExact);

        using var answer = await client.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, request.Version), (answer.StatusCode, answer.Version));
    }

    [Fact]
    public async Task The_admin_listener_says_how_it_is_and_what_is_wrong_with_a_question()
    {
        using var configuration = Configuration();
        await using var gateway = await GatewayProcess.StartAsync(configuration);

        Assert.Equal("""{"status":"ok"}""", await gateway.Client.GetStringAsync(new Uri(gateway.AdminUrl, "/healthz")));
        Assert.Equal(
            """{"status":"ready","store":"memory","configuration":"current","configurationProblems":0,"configurationWarnings":0}""",
            await gateway.Client.GetStringAsync(new Uri(gateway.AdminUrl, "/readyz")));
        using var answer = await gateway.Client.GetAsync(new Uri(gateway.AdminUrl, "/api/deliveries?state=gone"));
        var problem = await answer.Content.ReadFromJsonAsync<JsonObject>();
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("'state' is one of waiting, delivered, dead.", problem!["detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_queued_is_delivered_listed_shown_and_replayed()
    {
        using var configuration = new TestConfiguration(_upstream.Url, QueueScene.Verification("")).WithSqlite();
        await using var gateway = await GatewayProcess.StartAsync(configuration);
        using (var request = SignedWebhook.Event("evt_1").Request())
        {
            using var answer = await gateway.Client.SendAsync(request);
            Assert.Equal("""{"status":"queued"}""", await answer.Content.ReadAsStringAsync());
        }

        var list = new Uri(gateway.AdminUrl, "/api/deliveries?state=delivered");
        JsonArray delivered = [];
        await Eventually.IsTrueAsync(
            async () => (delivered = (await gateway.Client.GetFromJsonAsync<JsonObject>(list))!["deliveries"]!.AsArray()).Count == 1,
            "one is delivered");
        var id = delivered[0]!["id"]!.GetValue<string>();
        var shown = await gateway.Client.GetFromJsonAsync<JsonObject>(new Uri(gateway.AdminUrl, $"/api/deliveries/{id}"));
        Assert.Equal("POST", shown!["method"]!.GetValue<string>());
        Assert.Equal(200, shown["attempts"]!["backend"]![0]!["statusCode"]!.GetValue<int>());
        using var replay = JsonContent.Create(new JsonObject { ["id"] = id });
        using var replayed = await gateway.Client.PostAsync(new Uri(gateway.AdminUrl, "/api/deliveries/replay"), replay);

        Assert.Equal(HttpStatusCode.OK, replayed.StatusCode);
        await QueueScene.ReceivedAsync(_upstream, 2);
    }

    /// <summary>Sinks and formatters are found by their names.</summary>
    [Fact]
    public async Task The_log_goes_where_the_Serilog_section_says()
    {
        using var folder = new TestFile([]);
        var file = folder.Path + ".log";
        using var configuration = Configuration().Change(root => root["Serilog"] = JsonNode.Parse($$"""
            {
              "Using": [ "Serilog.Sinks.Console" ],
              "Enrich": [ "FromLogContext" ],
              "Properties": { "Cell": "one" },
              "WriteTo": [
                { "Name": "Async", "Args": { "configure": [ { "Name": "Console", "Args": { "formatter": "Serilog.Formatting.Compact.CompactJsonFormatter, Serilog.Formatting.Compact" } } ] } },
                { "Name": "File", "Args": { "path": "{{file}}", "rollingInterval": "Infinite", "outputTemplate": "{Cell} {Message}{NewLine}" } }
              ]
            }
            """));
        await using var gateway = await GatewayProcess.StartAsync(configuration); // It finds the addresses in the first sink's lines.
        using var request = SignedWebhook.Event("evt_1").Request();
        using var answer = await gateway.Client.SendAsync(request);

        Assert.Equal(0, await gateway.TerminateAsync());
        var lines = await File.ReadAllLinesAsync(file);
        File.Delete(file);
        Assert.Contains(lines, line => line.StartsWith("one Webhook \"hooks\" \"forwarded\" ", StringComparison.Ordinal));
    }

    /// <summary>With keys that data protection makes and reads back.</summary>
    [Theory]
    [InlineData("Cookie")]
    [InlineData("HashCookie")]
    [InlineData("ArrCookie")]
    public async Task A_sender_with_a_cookie_comes_to_the_same_backend_again(string policy)
    {
        using var configuration = Configuration().Change(root => root["ReverseProxy"]!["Clusters"]!["backend"]!["SessionAffinity"] = new JsonObject
        {
            ["Enabled"] = true,
            ["Policy"] = policy,
            ["AffinityKeyName"] = "affinity",
            ["FailurePolicy"] = "Return503Error",
        });
        await using var gateway = await GatewayProcess.StartAsync(configuration);
        using var request = SignedWebhook.Event("evt_1").Request();
        using var first = await gateway.Client.SendAsync(request);
        using var again = SignedWebhook.Event("evt_2").Request();
        again.Headers.Add("Cookie", Assert.Single(first.Headers.GetValues("Set-Cookie")).Split(';')[0]);
        using var second = await gateway.Client.SendAsync(again);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
    }

    /// <summary>A setting of the host, which stands beside a gateway.dll and within the native program.</summary>
    [Fact]
    public async Task A_line_of_the_head_that_ends_with_a_bare_line_feed_is_refused()
    {
        using var configuration = Configuration();
        await using var gateway = await GatewayProcess.StartAsync(configuration);
        await using var connection = await RawConnection.OpenAsync(gateway.Url);

        await connection.SendAsync("POST /hook HTTP/1.1\r\nHost: gateway.test\nContent-Length: 0\r\n\r\n"u8.ToArray());

        Assert.Equal(400, await connection.ReadStatusAsync());
    }

    [Fact]
    public async Task It_says_which_version_it_is_and_of_which_commit()
    {
        using var process = Process.Start(GatewayProgram.Command("--version"))!; // In the tests' own process it would be theirs.
        var version = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(0, process.ExitCode);
        var commit = Path.Exists(Repository.PathOf(".git")) ? @"\+[0-9a-f]{40}" : ""; // Nobody knows it of files alone.
        Assert.Matches($@"^\d+\.\d+\.\d+{commit}\s*$", version);
    }

    private TestConfiguration Configuration() => new(
        _upstream.Url, $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id" } }""");
}
