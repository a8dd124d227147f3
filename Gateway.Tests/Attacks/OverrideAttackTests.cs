using System.Text;
using System.Text.Json.Nodes;
using Gateway.Intake;
using Gateway.Tests.Support;

namespace Gateway.Tests.Attacks;

/// <summary>Another method or path than that of the request line, in headers and in the query.</summary>
public sealed class OverrideAttackTests : IAsyncLifetime
{
    private const string Routes =
        $$"""
        {
          "verified": { "ClusterId": "backend", "Match": { "Path": "/verified" }, "Verification": { {{SignedWebhook.Scheme}} } },
          "watched": { "ClusterId": "backend", "Match": { "Path": "/watched" }, "Verification": { "Mode": "Monitor", {{SignedWebhook.Scheme}} } },
          "queued": { "ClusterId": "backend", "Match": { "Path": "/queued" }, "Verification": { {{SignedWebhook.Scheme}}, "Delivery": { "Mode": "Queue" } } },
          "open": { "ClusterId": "backend", "Match": { "Path": "/open" }, "Verification": { "Mode": "None", "Reason": "a test" } },
          "says": {
            "ClusterId": "backend", "Match": { "Path": "/says" }, "Transforms": [ { "RequestHeader": "X-Original-URL", "Set": "/own" } ],
            "Verification": { "Mode": "None", "Reason": "a test" }
          },
          "kept": {
            "ClusterId": "backend", "Match": { "Path": "/kept" },
            "Verification": { "Mode": "None", "Reason": "a test", "OverrideHeaders": [ "X-HTTP-Method-Override", "x-original-url" ] }
          },
          "put": { "ClusterId": "backend", "Match": { "Path": "/orders", "Methods": [ "PUT" ] }, "Verification": { {{SignedWebhook.Scheme}} } },
          "post": { "ClusterId": "backend", "Match": { "Path": "/orders", "Methods": [ "POST", "GET" ] }, "Verification": { "Mode": "None", "Reason": "a test" } }
        }
        """;

    private readonly CapturedLog _log = new();
    private Upstream _upstream = null!;
    private TestGateway _gateway = null!;

    /// <summary>By their names, and not by the list in the code under test.</summary>
    public static TheoryData<string> Headers
    {
        get
        {
            string[] names =
            [
                "X-Original-URL", "X-Original-URI", "X-Original-Path", "X-Original-Method", "X-Rewrite-URL", "X-Rewrite-URI", "X-Rewrite-Path",
                "X-Override-URL", "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-HTTP-Path-Override", "X-Forwarded-Uri",
                "X-Forwarded-Url", "X-Forwarded-Path", "X-Forwarded-Method", "X-Envoy-Original-Path", "X-Envoy-Original-Method", "X-Replaced-Path",
                "X-Waws-Unencoded-Url", "X-MS-Original-Url", "X-Script-Name", "X-Accel-Redirect", "X-Sendfile",
                "Method-Override", "X-Method", "X-HTTP-Request-Method", "X-Tunnel-Method", "X-Arr-Original-Url", "X-Request-Uri", "Request-Uri",
                "X-Forwarded-Request-Uri", "X-Path-Info", "Path-Info", "X-Forwarded-Path-Prefix", "X-Original-Host", "X-Host", "Proxy",
            ];
            return [.. names.SelectMany(name => (string[])
            [
                name, name.ToUpperInvariant(), name.Replace('-', '_'), name.ToUpperInvariant().Replace("X-", "x.", StringComparison.Ordinal),
                name.Replace('-', '~'),
            ]).Distinct(StringComparer.Ordinal)];
        }
    }

    public async Task InitializeAsync()
    {
        _upstream = await Upstream.StartAsync();
        _gateway = await TestGateway.StartAsync(new TestConfiguration(_upstream.Url, "{}") { Logger = _log }.Change(root =>
            root["ReverseProxy"]!["Routes"] = JsonNode.Parse(Routes)));
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task No_header_that_names_another_method_or_path_reaches_the_backend(string name)
    {
        string[] paths = ["/verified", "/watched", "/queued", "/open", "/says"];
        await using var connection = await RawConnection.OpenAsync(_gateway.Url);
        foreach (var path in paths)
        {
            await connection.SendAsync(SignedWebhook.Event("evt_1").Raw(path, $"{name}: /forged", $"{name}: /forged2"));
            Assert.InRange((await connection.ReadAsync()).Status, 200, 202);
        }

        await Eventually.IsTrueAsync(() => Task.FromResult(_upstream.Received.Count == paths.Length), "the queued one has arrived");
        Assert.DoesNotContain(_upstream.Received, received => received.Headers.Any(header => header.Value.Any(value => value!.Contains("/forged", StringComparison.Ordinal))));
        Assert.Equal("/own", _upstream.Received.Single(received => received.Target == "/says").Header("X-Original-URL"));
    }

    [Fact]
    public async Task What_a_route_names_reaches_its_backend_in_its_usual_spelling_alone()
    {
        await using var connection = await RawConnection.OpenAsync(_gateway.Url);
        await connection.SendAsync(SignedWebhook.Event("evt_1").Raw(
            "/kept", "X-HTTP-Method-Override: PUT", "X_HTTP_Method_Override: forged", "X-Original-URL: /a", "X-Rewrite-URL: /b"));
        Assert.Equal(200, (await connection.ReadAsync()).Status);

        var received = Assert.Single(_upstream.Received);
        Assert.Equal("PUT", received.Header("X-HTTP-Method-Override"));
        Assert.Equal("/a", received.Header("X-Original-URL"));
        Assert.Null(received.Header("X_HTTP_Method_Override"));
        Assert.Null(received.Header("X-Rewrite-URL"));
    }

    [Fact]
    public async Task Only_what_is_removed_can_be_named()
    {
        using var configuration = new TestConfiguration(
            _upstream.Url, """{ "Mode": "None", "Reason": "a test", "OverrideHeaders": [ "X-Sendfile", "X-Http-Method-Overide" ] }""");

        Assert.StartsWith(
            "$.ReverseProxy.Routes.hooks.Verification.OverrideHeaders[1]: 'X-Http-Method-Overide' is not a header that is removed. Did you mean",
            Assert.Single((await GatewayHost.CheckAsync(configuration.Options)).Problems).ToString(), StringComparison.Ordinal);
    }

    /// <summary>Nothing that is forwarded has trailers.</summary>
    [Theory]
    [InlineData("TE: trailers")]
    [InlineData("Trailer: X-Sum")]
    [InlineData("Proxy-Authorization: Basic eA==")]
    [InlineData("Proxy-Connection: close")]
    public async Task What_belongs_to_the_connection_stays_here(string line)
    {
        await using var connection = await RawConnection.OpenAsync(_gateway.Url);
        await connection.SendAsync(SignedWebhook.Event("evt_1").Raw("/verified", line));

        Assert.Equal(200, (await connection.ReadAsync()).Status);
        Assert.Null(Assert.Single(_upstream.Received).Header(line.Split(':')[0]));
    }

    [Fact]
    public void No_preset_reads_one_of_them()
    {
        var presets = Directory.GetFiles(Repository.PathOf("Gateway", "Providers"), "*.json");

        Assert.NotEmpty(presets);
        Each.Is(presets, preset => Assert.DoesNotContain(
            OverridingHeaders.All, name => File.ReadAllText(preset).Contains($":{name}", StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("_method=PUT")]
    [InlineData("_method=put")]
    [InlineData("a=b&_METHOD=Put&c=d")]
    [InlineData("%5Fmethod=%50UT")]
    [InlineData("_method=GET&_method=PUT")]
    [InlineData(".method=PUT")]
    [InlineData("[method=PUT")]
    [InlineData("+_method=+PUT+")]
    [InlineData("_method=A&_method=B&_method=C&_method=D&_method=E")]
    public async Task A_query_that_asks_for_a_method_which_another_route_verifies_is_refused(string query)
    {
        Assert.Equal(400, await StatusAsync($"POST /orders?{query}"));
        await Eventually.IsTrueAsync(
            () => Task.FromResult(_log.Lines.Any(line => line.Contains("Webhook post request_invalid 400", StringComparison.Ordinal))), "it is in the log");
        Assert.Empty(_upstream.Received);
    }

    [Theory]
    [InlineData("POST /orders?_method=DELETE")]
    [InlineData("POST /orders?_method=GET")]
    [InlineData("POST /orders?_method=")]
    [InlineData("POST /orders?method=PUT")]
    [InlineData("POST /orders?payment_method=PUT")]
    [InlineData("POST /orders?a=_method=PUT")]
    [InlineData("POST /open?_method=PUT")]
    [InlineData("GET /orders?x=%5f%6d")]
    public async Task Any_other_query_arrives_as_it_was_sent(string line)
    {
        Assert.Equal(200, await StatusAsync(line));
        Assert.Equal(line.Split(' ')[1], Assert.Single(_upstream.Received).Target);
    }

    private async Task<int> StatusAsync(string line)
    {
        await using var connection = await RawConnection.OpenAsync(_gateway.Url);
        await connection.SendAsync(Encoding.Latin1.GetBytes($"{line} HTTP/1.1\r\nHost: gateway.test\r\nContent-Length: 0\r\n\r\n"));
        return (await connection.ReadAsync()).Status;
    }
}
