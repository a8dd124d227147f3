using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Attacks;

/// <summary>How the sender came here: a trusted proxy's word reaches the backend in both modes, a sender's in none.</summary>
public sealed class ForwardedWordAttackTests
{
    private const string Forward = $$"""{ {{SignedWebhook.Scheme}} }""";
    private const string Queue = $$"""{ {{SignedWebhook.Scheme}}, "Delivery": { "Mode": "Queue" } }""";
    private const string Monitor = $$"""{ "Mode": "Monitor", {{SignedWebhook.Scheme}} }""";
    private const string Open = """{ "Mode": "None", "Reason": "a test" }""";

    private static readonly string[] Modes = [Forward, Queue, Monitor, Open];

    private static readonly string[] Claims =
        ["X-Forwarded-Proto: https", "X-Forwarded-Host: hooks.example.org:8443", "X-Forwarded-Prefix: /base/"];

    /// <summary>What the proxy says, and proto, host and prefix as the backend gets them.</summary>
    public static TheoryData<string, string[], string[]> Words
    {
        get
        {
            (string[] Said, string[] Heard)[] rows =
            [
                (Claims, ["https", "hooks.example.org:8443", "/base"]),
                (["X-Forwarded-Proto: https"], ["https", "", ""]),
                (["X-Forwarded-Host: hooks.example.org"], ["http", "hooks.example.org", ""]),
                (["X-Forwarded-Prefix: /a/b"], ["http", "", "/a/b"]),
                ([], ["http", "", ""]),
                (["X-Forwarded-Proto: https, http"], ["http", "", ""]),
                (["X-Forwarded-Proto: https", "X-Forwarded-Proto: http"], ["http", "", ""]),
                (["X-Forwarded-Proto: javascript"], ["http", "", ""]),
                (["X-Forwarded-Proto: https", "X-Forwarded-Host: a b", "X-Forwarded-Prefix: /../x"], ["https", "", ""]),
                (["X-Forwarded-Host: evil.example, hooks.example.org"], ["http", "", ""]),
                (["X-Forwarded-Prefix: //evil.example"], ["http", "", ""]),
                (["X-Forwarded-Prefix: /a%2e"], ["http", "", ""]),
                (["X-Forwarded-Prefix: /a", "X-Forwarded-Prefix: /b"], ["http", "", ""]),
            ];
            var data = new TheoryData<string, string[], string[]>();
            foreach (var mode in Modes)
            {
                foreach (var (said, heard) in rows)
                {
                    data.Add(mode, said, heard);
                }
            }

            return data;
        }
    }

    public static TheoryData<string> AllModes => [.. Modes];

    [Theory]
    [MemberData(nameof(Words))]
    public async Task A_trusted_proxy_s_word_goes_on(string mode, string[] said, string[] heard)
    {
        var received = await SendAsync(mode, isTrusted: true, said);

        Assert.Equal(heard, Heard(received));
        Assert.Equal("/hook?a=1", received.Target);
    }

    [Theory]
    [MemberData(nameof(AllModes))]
    public async Task A_sender_s_own_never_does(string mode)
    {
        var received = await SendAsync(mode, isTrusted: false, [.. Claims, "Forwarded: for=192.0.2.1;proto=https;host=evil.example"]);

        Assert.Equal(["http", "", ""], Heard(received));
        Assert.Null(received.Header("Forwarded"));
    }

    [Theory]
    [MemberData(nameof(AllModes))]
    public async Task Where_the_proxies_use_Forwarded_it_alone_counts(string mode)
    {
        var received = await SendAsync(
            mode, isTrusted: true, [.. Claims, "Forwarded: for=192.0.2.1;proto=https;host=hooks.example.net"], header: "Forwarded");

        Assert.Equal(["https", "hooks.example.net", ""], Heard(received));
    }

    [Theory]
    [MemberData(nameof(AllModes))]
    public async Task The_sender_s_host_goes_on_where_the_route_names_it_or_asks_for_it(string mode)
    {
        var named = await SendAsync(mode, isTrusted: false, [], route: """{ "Match": { "Path": "{**any}", "Hosts": [ "gateway.test" ] } }""");
        var kept = await SendAsync(mode, isTrusted: true, Claims, route: """{ "Transforms": [ { "RequestHeaderOriginalHost": "true" } ] }""");

        Assert.Equal("gateway.test", named.Header("X-Forwarded-Host"));
        Assert.NotEqual("gateway.test", named.Header("Host"));
        Assert.Equal("gateway.test", kept.Header("Host"));
        Assert.Equal("hooks.example.org:8443", kept.Header("X-Forwarded-Host"));
    }

    [Theory]
    [MemberData(nameof(AllModes))]
    public async Task The_backend_is_called_by_its_own_name_or_by_the_one_that_its_destination_has(string mode)
    {
        await using var upstream = await Upstream.StartAsync();
        foreach (var isTrusted in (bool[])[false, true])
        {
            await using var gateway = await TestGateway.StartAsync(Configuration(upstream, mode, isTrusted, header: null, route: "{}"));
            await using var named = await TestGateway.StartAsync(Configuration(upstream, mode, isTrusted, header: null, route: "{}").Change(root =>
                root["ReverseProxy"]!["Clusters"]!["backend"]!["Destinations"]!["one"]!["Host"] = "own.example"));
            foreach (var one in (TestGateway[])[gateway, named])
            {
                await using var connection = await RawConnection.OpenAsync(one.Url);
                await connection.SendAsync(SignedWebhook.Event("evt_1").Raw("/hook", Claims));
                Assert.Equal(StatusCodes.Status200OK, (await connection.ReadAsync()).Status);
            }
        }

        await Eventually.IsTrueAsync(() => Task.FromResult(upstream.Received.Count == 4), "they have arrived");
        Assert.Equal(
            [new Uri(upstream.Url).Authority, new Uri(upstream.Url).Authority, "own.example", "own.example"],
            upstream.Received.Select(request => request.Header("Host")!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_backend_that_insists_on_https_does_not_redirect()
    {
        await using var upstream = await Upstream.StartAsync();
        upstream.Answer = context =>
        {
            context.Response.StatusCode = context.Request.Headers["X-Forwarded-Proto"] == "https" ? 200 : 301;
            return Task.CompletedTask;
        };
        await using var gateway = await TestGateway.StartAsync(Configuration(upstream, Forward, isTrusted: true, header: null, route: "{}"));
        await using var connection = await RawConnection.OpenAsync(gateway.Url);
        await connection.SendAsync(SignedWebhook.Event("evt_1").Raw("/hook", "X-Forwarded-Proto: https"));

        Assert.Equal(200, (await connection.ReadAsync()).Status);
    }

    [Theory]
    [MemberData(nameof(AllModes))]
    public async Task An_empty_host_reaches_the_backend_as_its_own_and_once(string mode)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(Configuration(upstream, mode, isTrusted: false, header: null, route: "{}"));
        await using var connection = await RawConnection.OpenAsync(gateway.Url);
        var request = System.Text.Encoding.Latin1.GetString(SignedWebhook.Event("evt_1").Raw()).Replace("Host: gateway.test", "Host:", StringComparison.Ordinal);
        await connection.SendAsync(System.Text.Encoding.Latin1.GetBytes(request));

        Assert.Equal(200, (await connection.ReadAsync()).Status);
        await Eventually.IsTrueAsync(() => Task.FromResult(upstream.Received.Count == 1), "it has arrived");
        Assert.Equal(new Uri(upstream.Url).Authority, Assert.Single(upstream.Received).Header("Host"));
        Assert.Null(upstream.Received[0].Header("X-Forwarded-Host"));
    }

    private static string[] Heard(ReceivedRequest received) =>
        [.. ((string[])["Proto", "Host", "Prefix"]).Select(name => received.Header("X-Forwarded-" + name) ?? "")];

    private static async Task<ReceivedRequest> SendAsync(
        string mode, bool isTrusted, string[] headers, string? header = null, string route = "{}")
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(Configuration(upstream, mode, isTrusted, header, route));
        await using var connection = await RawConnection.OpenAsync(gateway.Url);
        await connection.SendAsync(SignedWebhook.Event("evt_1").Raw("/hook?a=1", headers));
        Assert.Equal(StatusCodes.Status200OK, (await connection.ReadAsync()).Status);
        await Eventually.IsTrueAsync(() => Task.FromResult(upstream.Received.Count == 1), "it has arrived");
        return upstream.Received[0];
    }

    private static TestConfiguration Configuration(Upstream upstream, string mode, bool isTrusted, string? header, string route) =>
        new TestConfiguration(upstream.Url, mode).Change(root =>
        {
            root["Gateway"]!["Client"] = new JsonObject
            {
                ["TrustedProxies"] = new JsonArray(isTrusted ? "127.0.0.1" : "203.0.113.1"),
                ["Header"] = header ?? "X-Forwarded-For",
            };
            foreach (var (key, value) in JsonNode.Parse(route)!.AsObject())
            {
                root["ReverseProxy"]!["Routes"]!["hooks"]![key] = value!.DeepClone();
            }
        });
}
