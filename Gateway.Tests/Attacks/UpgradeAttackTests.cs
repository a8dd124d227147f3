using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Attacks;

/// <summary>A change of protocol would make a tunnel of a request that was verified: bytes behind it are nobody's.</summary>
public sealed class UpgradeAttackTests
{
    private const string Verified = $$"""{ {{SignedWebhook.Scheme}} }""";
    private const string Watched = $$"""{ "Mode": "Monitor", {{SignedWebhook.Scheme}} }""";
    private const string Queued = $$"""{ {{SignedWebhook.Scheme}}, "Delivery": { "Mode": "Queue" } }""";
    private const string Open = """{ "Mode": "None", "Reason": "a test" }""";

    private static readonly string[] WebSocket =
        ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];

    public static TheoryData<string, string[]> Upgrades
    {
        get
        {
            string[][] upgrades =
            [
                WebSocket,
                ["Connection: keep-alive, uPgRaDe", "Upgrade: WEBSOCKET"],
                ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA"],
                ["Connection: Upgrade", "Upgrade: anything/1.0, websocket"],
                ["Connection: Upgrade"],
                ["Upgrade: websocket"],
                ["HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA"],
            ];
            var rows = new TheoryData<string, string[]>();
            foreach (var route in (string[])[Verified, Watched, Queued])
            {
                foreach (var upgrade in upgrades)
                {
                    rows.Add(route, upgrade);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Upgrades))]
    public async Task A_verified_webhook_arrives_as_it_was_signed_and_with_no_wish_for_another_protocol(string route, string[] headers)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(upstream.Url, route));
        await using var connection = await RawConnection.OpenAsync(gateway.Url);
        SignedWebhook[] webhooks = [new(TimeProvider.System.GetUtcNow(), ""), SignedWebhook.Event("evt_1")];
        foreach (var webhook in webhooks)
        {
            await connection.SendAsync(AsText(webhook, headers)); // On one connection: no byte of it is anything but HTTP.
            Assert.Equal(200, (await connection.ReadAsync()).Status);
        }

        await Eventually.IsTrueAsync(() => Task.FromResult(upstream.Received.Count == 2), "both have arrived");
        Each.Is(upstream.Received, received =>
        {
            Assert.Equal("POST", received.Method);
            Assert.Null(received.Header("Upgrade"));
            Assert.Null(received.Header("Connection"));
            Assert.Null(received.Header("HTTP2-Settings"));
        });
        Assert.Equal(["", webhooks[1].Body.Length.ToString(CultureInfo.InvariantCulture)],
            upstream.Received.Select(received => received.Body.Length == 0 ? "" : received.Header("Content-Length")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Verified, false)]
    [InlineData(Watched, false)]
    [InlineData(Watched, true)]
    [InlineData(Verified, true)]
    public async Task A_backend_that_switches_unasked_gets_no_tunnel(string route, bool asks)
    {
        using var backend = new SwitchingBackend();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(backend.Url, route));
        await using var connection = await RawConnection.OpenAsync(gateway.Url);
        byte[] bytes = [.. AsText(new SignedWebhook(TimeProvider.System.GetUtcNow(), ""), asks ? WebSocket : []), .. "TUNNELLED"u8];
        await connection.SendAsync(bytes);

        var (status, _, _) = await connection.ReadAsync();

        Assert.Equal(502, status);
        Assert.DoesNotContain("TUNNELLED", backend.Received, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Verified)]
    [InlineData(Watched)]
    [InlineData(Queued)]
    public async Task An_extended_connect_is_refused(string route)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(upstream.Url, route).Change(root =>
            root["Kestrel"] = JsonNode.Parse("""{ "EndpointDefaults": { "Protocols": "Http2" } }""")));
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var webhook = new SignedWebhook(TimeProvider.System.GetUtcNow(), "");
        using var request = new HttpRequestMessage(HttpMethod.Connect, new Uri(gateway.Url, "/hook"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Protocol = "websocket";
        request.Headers.Add(SignedWebhook.SignatureHeader, webhook.Signature);
        request.Headers.Add(SignedWebhook.TimestampHeader, webhook.Timestamp);

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(400, (int)answer.StatusCode);
        await gateway.CountsAsync("request_invalid", 1);
        Assert.Empty(upstream.Received);
    }

    [Fact]
    public async Task An_open_route_may_have_its_tunnel()
    {
        using var backend = new SwitchingBackend();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(backend.Url, Open));
        await using var connection = await RawConnection.OpenAsync(gateway.Url);
        await connection.SendAsync(Encoding.ASCII.GetBytes($"GET /socket HTTP/1.1\r\nHost: gateway.test\r\n{string.Join("\r\n", WebSocket)}\r\n\r\n"));
        Assert.Equal(101, await connection.ReadStatusAsync());
        await connection.SendAsync("TUNNELLED"u8.ToArray());

        await Eventually.IsTrueAsync(() => Task.FromResult(backend.Received.EndsWith("TUNNELLED", StringComparison.Ordinal)), "the bytes have arrived");
    }

    /// <summary>Without a body there is no JSON to be strict with.</summary>
    private static byte[] AsText(SignedWebhook webhook, string[] headers) => Encoding.Latin1.GetBytes(
        Encoding.Latin1.GetString(webhook.Raw("/hook", headers)).Replace("application/json", "text/plain", StringComparison.Ordinal));

    /// <summary>Answers every request with 101, and keeps all that comes.</summary>
    private sealed class SwitchingBackend : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly StringBuilder _received = new();

        public SwitchingBackend()
        {
            _listener.Start();
            _ = ServeAsync();
        }

        public string Url => $"http://{_listener.LocalEndpoint}";

        public string Received
        {
            get
            {
                lock (_received)
                {
                    return _received.ToString();
                }
            }
        }

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync()
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                _ = SwitchAsync(client);
            }
        }

        private async Task SwitchAsync(TcpClient client)
        {
            using var _ = client;
            var buffer = new byte[4096];
            var hasSwitched = false;
            while (await client.GetStream().ReadAsync(buffer) is > 0 and var count)
            {
                lock (_received)
                {
                    _received.Append(Encoding.Latin1.GetString(buffer, 0, count));
                }

                if (!hasSwitched && Received.Contains("\r\n\r\n", StringComparison.Ordinal))
                {
                    hasSwitched = true;
                    await client.GetStream().WriteAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nFROM-BACKEND"u8.ToArray());
                }
            }
        }
    }
}
