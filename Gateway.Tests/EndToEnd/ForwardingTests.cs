using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd;

public sealed class ForwardingTests : IAsyncLifetime
{
    private const string Verification = $$"""{ {{SignedWebhook.Scheme}}, "Body": { "MaxBytes": 4194304 } }""";

    private Upstream _upstream = null!;
    private TestGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _upstream = await Upstream.StartAsync();
        _gateway = await TestGateway.StartAsync(new TestConfiguration(_upstream.Url, Verification));
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    public static TheoryData<int, bool, bool> Bodies()
    {
        var rows = new TheoryData<int, bool, bool>();
        foreach (var bytes in (int[])[0, 1, 1024, 4096, 4097, 1024 * 1024])
        {
            rows.Add(bytes, false, false);
            rows.Add(bytes, true, false);
            rows.Add(bytes, false, true);
            rows.Add(bytes, true, true);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task The_backend_receives_the_bytes_and_headers_that_were_sent(int bytes, bool chunked, bool expectContinue)
    {
        var webhook = new SignedWebhook(TimeProvider.System.GetUtcNow(), Pattern.Bytes(bytes));
        using var request = webhook.Request("/any/path?with=query&and=a%20blank", "application/octet-stream");
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = expectContinue;
        request.Headers.Add("X-Custom", ["one", "two"]);
        request.Headers.Add("User-Agent", "Provider/1.0 (+https://provider.example)");

        var (status, body) = await _gateway.SendAsync(request);

        Assert.Equal((System.Net.HttpStatusCode.OK, "ok"), (status, body));
        var received = Assert.Single(_upstream.Received);
        Assert.Equal("POST", received.Method);
        Assert.Equal("/any/path?with=query&and=a%20blank", received.Target);
        Assert.Equal(webhook.Body, received.Body);
        Assert.Equal(webhook.Signature, received.Header(SignedWebhook.SignatureHeader));
        Assert.Equal(webhook.Timestamp, received.Header(SignedWebhook.TimestampHeader));
        Assert.Equal("one, two", received.Header("X-Custom"));
        Assert.Equal("Provider/1.0 (+https://provider.example)", received.Header("User-Agent"));
        Assert.Equal("application/octet-stream", received.Header("Content-Type"));
        Assert.Equal(bytes.ToString(CultureInfo.InvariantCulture), received.Header("Content-Length"));
    }

    [Fact]
    public async Task Nothing_but_the_connection_s_own_headers_and_the_gateway_s_differ()
    {
        var webhook = SignedWebhook.Event("evt_1");
        await using var connection = await RawConnection.OpenAsync(_gateway.Url);

        await connection.SendAsync(webhook.Raw("/hook", "X-Empty:", "x-lower: kept", "X-Twice: a", "X-Twice: b", "X-Latin: caf\u00e9", "Accept-Encoding: gzip"));
        var (status, _, _) = await connection.ReadAsync();

        Assert.Equal(200, status);
        var received = Assert.Single(_upstream.Received);
        var added = received.Headers.Keys.Order(StringComparer.Ordinal).Except(
            [SignedWebhook.SignatureHeader, SignedWebhook.TimestampHeader, "Content-Type", "Content-Length", "Host",
             "X-Empty", "x-lower", "X-Twice", "X-Latin", "Accept-Encoding"], StringComparer.OrdinalIgnoreCase);
        Assert.Equal(
            ["X-Forwarded-For", "X-Forwarded-Proto", "X-Gateway-Key-Id", "X-Gateway-Route", "X-Gateway-Verified-At"],
            added.Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal("", received.Header("X-Empty"));
        Assert.Equal("caf\u00e9", received.Header("X-Latin"));
        Assert.Equal("a, b", received.Header("X-Twice")); // one line for two, which RFC 9110 section 5.3 makes the same
    }

    [Theory]
    [InlineData("/open/a%2Fb")]
    [InlineData("/open/a%2fb")]
    [InlineData("/open/%7Euser")]
    [InlineData("/open/%C3%A9/%ff/caf%E9")]
    [InlineData("/open/%zz/%")]
    [InlineData("/open/100%25")]
    [InlineData("/open/[a]|\"b\"/{c}^`<d>")]
    [InlineData("/open//a%2F/")]
    [InlineData("//elsewhere.example/%41")]
    [InlineData("/open/...%2F.a%2Fb..;/")]
    [InlineData("/open?a=%zz&b=%7E&c=%2F..%2F")]
    [InlineData("/open?a=[1]|{2}\\\"3\"&a?b=/../")]
    [InlineData("/open/%41?")]
    [InlineData("/open/%41?b=%2f?c")]
    [InlineData("/open/a!$&'()*+,-.:;=@_~b?c=!$&'()*+,-./:;=?@_~d")] // nothing to keep: YARP's own form
    [InlineData("/open?")]
    public async Task Path_and_query_arrive_as_sent(string target) =>
        Assert.Equal(target, await ForwardedTargetAsync(_gateway, _upstream, target));

    [Theory]
    [InlineData("http://gateway.test/open/%41?%7E", "/open/A?~")]
    [InlineData("http://gateway.test/open/a/b", "/open/a/b")]
    [InlineData("http://gateway.test", "/")]
    public async Task An_absolute_url_is_normalised(string target, string expected) =>
        Assert.Equal(expected, await ForwardedTargetAsync(_gateway, _upstream, target));

    [Theory]
    [InlineData("", null, "/open/a%2Fb?%7E", "/open/a%2Fb?%7E")]
    [InlineData("/", null, "/open/a%2Fb?%7E", "/open/a%2Fb?%7E")]
    [InlineData("/base", null, "/open/a%2Fb?%7E", "/base/open/a%2Fb?%7E")]
    [InlineData("/base/./%7Ex/", null, "/open/a%2Fb", "/base/~x/open/a%2Fb")]
    [InlineData("/base", """{ "RequestHeader": "X-Other", "Set": "a" }""", "/open/a%2Fb", "/base/open/a%2Fb")]
    [InlineData("/base", """{ "PathRemovePrefix": "/open" }""", "/open/%7Ea", "/base/~a")]
    [InlineData("", """{ "PathSet": "/set" }""", "/open/a%2Fb?%7E", "/set?~")]
    [InlineData("", """{ "QueryRemoveParameter": "secret" }""", "/open/%7Ea?%73ecret=1&b=%7E", "/open/~a?b=~")]
    [InlineData("", """{ "QueryValueParameter": "b", "Set": "2" }""", "/open/%7Ea", "/open/~a?b=2")]
    public async Task The_destination_s_path_stays_in_front_and_a_transform_of_the_target_has_its_way(
        string destination, string? transform, string target, string expected)
    {
        await using var upstream = await Upstream.StartAsync();
        var configuration = new TestConfiguration(upstream.Url + destination, Verification);
        if (transform is not null)
        {
            configuration.Change(
                root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Transforms"] = new JsonArray(JsonNode.Parse(transform)));
        }

        await using var gateway = await TestGateway.StartAsync(configuration);

        Assert.Equal(expected, await ForwardedTargetAsync(gateway, upstream, target));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("http://127.0.0.1:9", false)]
    public async Task Trace_context_passes_as_sent_unless_the_gateway_exports_spans_of_its_own(string? endpoint, bool same)
    {
        const string trace = "0af7651916cd43dd8448eb211c80319c";
        const string sent = $"00-{trace}-b7ad6b7169203331-01";
        await using var upstream = await Upstream.StartAsync();
        var configuration = new TestConfiguration(upstream.Url, Verification);
        if (endpoint is not null)
        {
            configuration.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
        }

        await using var gateway = await TestGateway.StartAsync(configuration);
        using var request = SignedWebhook.Event("evt_1").Request();
        request.Headers.Add("traceparent", sent);
        await gateway.SendAsync(request);

        var received = Assert.Single(upstream.Received).Header("traceparent");
        Assert.StartsWith($"00-{trace}-", received, StringComparison.Ordinal);
        Assert.Equal(same, received == sent);
    }

    [Fact]
    public async Task The_backend_learns_what_was_verified()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(upstream.Url,
            $$"""
            { {{SignedWebhook.Scheme}}, "Events": { "Type": "body:/type" }, "Deduplication": { "Key": [ "body:/id", "body:/type" ] } }
            """));

        using var request = SignedWebhook.Event("evt \u2713").Request();
        await gateway.SendAsync(request);

        var received = Assert.Single(upstream.Received);
        Assert.Equal("hooks", received.Header("X-Gateway-Route"));
        Assert.Equal("env:SECRET", received.Header("X-Gateway-Key-Id"));
        Assert.Equal("resource.created", received.Header("X-Gateway-Event-Type"));
        Assert.Equal("evt%20%E2%9C%93%3Aresource.created", received.Header("X-Gateway-Event-Id"));
        Assert.NotNull(received.Header("X-Gateway-Verified-At"));
    }

    [Theory]
    [InlineData("evt_1 #a", "evt_1 #a")]
    [InlineData("\u00e9", "%C3%A9")]
    [InlineData("%C3%A9", "%25C3%25A9")]
    [InlineData("100%", "100%25")]
    [InlineData(" a ", "%20a%20")]
    public async Task An_id_can_be_read_back_from_its_header(string id, string header)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(upstream.Url,
            $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id" } }"""));

        using var request = SignedWebhook.Event(id).Request();
        await gateway.SendAsync(request);

        var received = Assert.Single(upstream.Received).Header("X-Gateway-Event-Id");
        Assert.Equal(header, received);
        Assert.Equal(id, Uri.UnescapeDataString(received!));
    }

    [Fact]
    public async Task An_open_route_says_nothing_of_verification()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            new TestConfiguration(upstream.Url, """{ "Mode": "None", "Reason": "a test" }"""));

        using var request = SignedWebhook.Event("evt_1").Request();
        await gateway.SendAsync(request);

        var own = Assert.Single(upstream.Received).Headers.Keys.Where(
            name => name.StartsWith("X-Gateway-", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(["X-Gateway-Route"], own);
    }

    [Theory]
    [InlineData("X-Gateway-Route: forged")]
    [InlineData("x-gateway-event-id: forged")]
    [InlineData("X-GATEWAY-VERIFIED-AT: forged")]
    [InlineData("X-Gateway-Anything: forged")]
    [InlineData("X_Gateway_Key_Id: forged")]
    [InlineData("x-gateway_event-id: forged")]
    [InlineData("X_GATEWAY-VERIFIED_AT: forged")]
    [InlineData("X.Gateway.Route: forged")]
    [InlineData("X_Forwarded_For: forged, 198.51.100.7")]
    [InlineData("x-forwarded_host: forged")]
    [InlineData("X-Forwarded-For_: forged")]
    [InlineData("X_Forwarded-Port: forged")]
    [InlineData("X-Forwarded-For: forged, 198.51.100.7")]
    [InlineData("X-Forwarded-Host: forged")]
    [InlineData("X-Forwarded-Proto: forged")]
    [InlineData("X-Forwarded-Prefix: forged")]
    public async Task A_spoofed_header_has_no_effect(string header)
    {
        await using var connection = await RawConnection.OpenAsync(_gateway.Url);

        await connection.SendAsync(SignedWebhook.Event("evt_1").Raw("/hook", header));
        await connection.ReadAsync();

        var received = Assert.Single(_upstream.Received);
        Assert.DoesNotContain(
            received.Headers, pair => pair.Value.Any(value => value?.Contains("forged", StringComparison.Ordinal) == true));
        Assert.Equal("127.0.0.1", received.Header("X-Forwarded-For"));
    }

    [Theory]
    [InlineData("""{ "X-Forwarded": "Append" }""", "127.0.0.1")]
    [InlineData("""{ "X-Forwarded": "Off" }""", null)]
    [InlineData("""{ "X-Forwarded": "Set", "For": "Off", "Prefix": "Off" }""", null)]
    [InlineData("""{ "X-Forwarded": "Remove", "For": "Append" }""", "127.0.0.1")]
    [InlineData("""{ "Forwarded": "for,by,host,proto", "Action": "Append" }""", null)]
    [InlineData("""{ "RequestHeadersCopy": "false" }""", "127.0.0.1")]
    [InlineData("""{ "RequestHeadersAllowed": "X-Forwarded-For;Forwarded" }""", "127.0.0.1")]
    public async Task Whatever_a_route_s_transforms_say_no_sender_names_its_own_address(string transform, string? address)
    {
        await using var upstream = await Upstream.StartAsync();
        var configuration = new TestConfiguration(upstream.Url, Verification).Change(
            root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Transforms"] = new JsonArray(JsonNode.Parse(transform)));
        await using var gateway = await TestGateway.StartAsync(configuration);
        await using var connection = await RawConnection.OpenAsync(gateway.Url);

        await connection.SendAsync(SignedWebhook.Event("evt_1").Raw(
            "/hook", "X-Forwarded-For: forged", "X-Forwarded-Host: forged", "X-Forwarded-Proto: forged",
            "X-Forwarded-Prefix: /forged", "Forwarded: for=forged"));
        await connection.ReadAsync();

        var received = Assert.Single(upstream.Received);
        Assert.DoesNotContain(
            received.Headers, pair => pair.Value.Any(value => value?.Contains("forged", StringComparison.Ordinal) == true));
        Assert.Equal(address, received.Header("X-Forwarded-For"));
    }

    [Fact]
    public async Task The_backend_s_answer_reaches_the_provider_as_it_is()
    {
        _upstream.Answer = async context =>
        {
            context.Response.StatusCode = 418;
            context.Response.Headers["X-Backend"] = "yes";
            context.Response.ContentType = "text/x-teapot";
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("short and stout"));
        };

        using var request = SignedWebhook.Event("evt_1").Request();
        using var answer = await _gateway.Client.SendAsync(request);

        Assert.Equal(418, (int)answer.StatusCode);
        Assert.Equal("yes", Assert.Single(answer.Headers.GetValues("X-Backend")));
        Assert.Equal("text/x-teapot", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("short and stout", await answer.Content.ReadAsStringAsync());
    }

    private static async Task<string> ForwardedTargetAsync(TestGateway gateway, Upstream upstream, string target)
    {
        await using var connection = await RawConnection.OpenAsync(gateway.Url);
        await connection.SendAsync(SignedWebhook.Event("evt_1").Raw(target));
        var (status, _, _) = await connection.ReadAsync();
        Assert.Equal(200, status);
        return Assert.Single(upstream.Received).Target;
    }
}
