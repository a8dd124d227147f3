using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Attacks;

/// <summary>A sender that resets its HTTP/2 stream, wherever its request stands, is no bug of the gateway's.</summary>
public sealed class StreamResetAttackTests : IAsyncLifetime
{
    private const string Verified = $$"""{ {{SignedWebhook.Scheme}} }""";
    private const string Watched = $$"""{ "Mode": "Monitor", {{SignedWebhook.Scheme}} }""";
    private const string Queued = $$"""{ {{SignedWebhook.Scheme}}, "Delivery": { "Mode": "Queue" } }""";
    private const string Claimed = $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id" } }""";
    private const string Open = """{ "Mode": "None", "Reason": "a test" }""";

    private readonly CapturedLog _log = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private Upstream _upstream = null!;

    public static TheoryData<string> Routes => [Verified, Watched, Queued, Claimed, Open];

    public static TheoryData<string, int> BodyPositions
    {
        get
        {
            var rows = new TheoryData<string, int>();
            foreach (var route in (string[])[Verified, Watched, Queued, Claimed, Open])
            {
                rows.Add(route, 0);
                rows.Add(route, 1);
                rows.Add(route, 20_000);
            }

            return rows;
        }
    }

    public async Task InitializeAsync() => _upstream = await Upstream.StartAsync();

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(BodyPositions))]
    public async Task In_its_body_it_is_body_incomplete(string route, int sent)
    {
        await using var gateway = await StartAsync(route);
        var webhook = new SignedWebhook(TimeProvider.System.GetUtcNow(), Pattern.Bytes(100_000));
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _client.SendAsync(
            Request(gateway, webhook, new BrokenContent(webhook.Body.AsMemory(0, sent), gateway.HoldsSomethingAsync, cancellation)), cancellation.Token));

        await gateway.CountsAsync("body_incomplete", 1);
        AssertQuiet();
        Assert.Empty(_upstream.Received);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task While_it_is_forwarded_or_answered_it_ends_as_it_would_have(string route)
    {
        var (arrived, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        _upstream.Answer = async context =>
        {
            arrived.TrySetResult();
            await answer.Task;
            await context.Response.Body.WriteAsync(Pattern.Bytes(200_000));
        };
        await using var gateway = await StartAsync(route);
        var webhook = SignedWebhook.Event("evt_1");
        using var cancellation = new CancellationTokenSource();
        var sending = _client.SendAsync(Request(gateway, webhook, new ByteArrayContent(webhook.Body)), cancellation.Token);
        await Eventually.EndsAsync(arrived.Task, "the backend has it");
        await cancellation.CancelAsync();
        if (route != Queued)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        }

        answer.SetResult();

        await gateway.CountsAsync(route == Queued ? "queued" : "forwarded", 1);
        AssertQuiet();
    }

    [Theory]
    [InlineData(Verified)]
    [InlineData(Queued)]
    [InlineData(Claimed)]
    public async Task Many_that_reset_at_once_leave_no_error_line(string route)
    {
        const int streams = 200;
        await using var gateway = await StartAsync(route);
        var rounds = Enumerable.Range(0, streams).Select(async i =>
        {
            var webhook = SignedWebhook.Event($"evt_{i}");
            using var cancellation = new CancellationTokenSource();
            var body = i % 2 == 0 ? webhook.Body : Pattern.Bytes(1000); // Some are refused.
            var sending = _client.SendAsync(Request(gateway, webhook, new ByteArrayContent(body)), cancellation.Token);
            await cancellation.CancelAsync(); // Wherever that finds it.
            await sending.ContinueWith(static _ => { }, TaskScheduler.Default);
        });
        await Task.WhenAll(rounds);
        using var last = Request(gateway, SignedWebhook.Event("last"), new ByteArrayContent(SignedWebhook.Event("last").Body));
        using var answer = await _client.SendAsync(last);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        AssertQuiet();
    }

    [Fact]
    public async Task Before_it_is_looked_at_it_is_a_count_and_no_line()
    {
        const int streams = 50; // Fewer than end a connection.
        await using var gateway = await StartAsync(Verified);
        await using var connection = await RawHttp2Connection.OpenAsync(gateway.Url);
        var block = HeaderBlock.Post("/hook").ToArray();

        await connection.WriteAsync([.. Enumerable.Range(0, streams).SelectMany(number => (byte[])
        [
            .. Http2Frame.MakeHeaders(1 + (2 * number), block, ends: false),
            .. Http2Frame.Make(Http2Frame.Reset, 0, 1 + (2 * number), Http2Frame.Number(8)),
        ])]);

        await Eventually.IsTrueAsync(
            async () => await ResetUnreadAsync(gateway) + _log.Lines.Count(line => line.Contains("Webhook hooks ", StringComparison.Ordinal)) == streams,
            "each is counted once");
        Assert.InRange(await ResetUnreadAsync(gateway), 1, streams);
    }

    private static async Task<int> ResetUnreadAsync(TestGateway gateway)
    {
        var metrics = await gateway.Client.GetStringAsync(new Uri(gateway.AdminUrl, "/metrics"));
        var line = metrics.Split('\n').Single(line => line.StartsWith("gateway_requests_reset_total", StringComparison.Ordinal));
        return int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private void AssertQuiet()
    {
        Assert.True(_log.Lines.All(line => !line.StartsWith("Error", StringComparison.Ordinal) && !line.Contains(" undecided ", StringComparison.Ordinal) && !line.Contains("   at ", StringComparison.Ordinal)), string.Join('\n', _log.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal)
            || line.StartsWith("Critical", StringComparison.Ordinal) || line.Contains("   at ", StringComparison.Ordinal) || line.Contains(" undecided ", StringComparison.Ordinal))));
    }

    private static HttpRequestMessage Request(TestGateway gateway, SignedWebhook webhook, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Url, "/hook"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.Add(SignedWebhook.SignatureHeader, webhook.Signature);
        request.Headers.Add(SignedWebhook.TimestampHeader, webhook.Timestamp);
        content.Headers.ContentType = new("application/octet-stream");
        return request;
    }

    private Task<TestGateway> StartAsync(string route) => TestGateway.StartAsync(
        new TestConfiguration(_upstream.Url, route) { Logger = _log }.Change(root =>
            root["Kestrel"] = JsonNode.Parse("""{ "EndpointDefaults": { "Protocols": "Http2" } }""")));

    /// <summary>Some bytes, and when the request is looked at the stream is reset.</summary>
    private sealed class BrokenContent(ReadOnlyMemory<byte> bytes, Func<Task> looksAtIt, CancellationTokenSource cancellation) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(bytes);
            await stream.FlushAsync();
            await looksAtIt();
            await cancellation.CancelAsync();
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 100_000;
            return true;
        }
    }
}
