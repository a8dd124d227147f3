using System.Net;
using System.Text;
using Gateway.Outcomes;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.EndToEnd;

/// <summary>Monitor: everything is verified, recorded and forwarded, whatever was found.</summary>
public sealed class MonitorTests : IAsyncLifetime
{
    private const string Verification =
        $$"""
        {
          "Mode": "Monitor", {{SignedWebhook.Scheme}},
          "Handshake": { "Method": "GET", "Signed": false, "When": { "query:challenge": "*" }, "Answer": { "Body": "{query:challenge}" } },
          "Body": { "MaxBytes": 100000, "ContentTypes": [ "application/json" ] },
          "Deduplication": { "Key": "body:/id" }
        }
        """;

    private readonly CapturedLog _log = new();
    private Upstream _upstream = null!;
    private TestGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _upstream = await Upstream.StartAsync();
        _gateway = await TestGateway.StartAsync(new TestConfiguration(_upstream.Url, Verification) { Logger = _log });
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task What_would_be_refused_is_forwarded_and_recorded_as_what_it_is()
    {
        using var request = SignedWebhook.Event("evt_1").Request();
        request.Headers.Remove(SignedWebhook.SignatureHeader);

        Assert.Equal(HttpStatusCode.OK, (await _gateway.SendAsync(request)).Status);

        await _gateway.CountsAsync(Outcome.SignatureMissing.Code, 1);
        var received = Assert.Single(_upstream.Received);
        Assert.Null(received.Header("X-Gateway-Verified-At"));
        Assert.Contains(_log.Lines, line => line.Contains("signature_missing 200 ", StringComparison.Ordinal) && line.Contains(" mode=monitor ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_passes_is_forwarded_as_verified()
    {
        using var request = SignedWebhook.Event("evt_1").Request();
        await _gateway.SendAsync(request);

        await _gateway.CountsAsync(Outcome.Forwarded.Code, 1);
        Assert.NotNull(Assert.Single(_upstream.Received).Header("X-Gateway-Verified-At"));
    }

    [Fact]
    public async Task A_duplicate_is_forwarded_and_recorded()
    {
        for (var i = 0; i < 2; i++)
        {
            using var request = SignedWebhook.Event("evt_1").Request();
            await _gateway.SendAsync(request);
        }

        await _gateway.CountsAsync(Outcome.Duplicate.Code, 1);
        Assert.Equal(2, _upstream.Received.Count);
    }

    [Fact]
    public async Task A_handshake_is_nothing_to_refuse_and_is_answered_here()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/hook?challenge=42");

        Assert.Equal((HttpStatusCode.OK, "42"), await _gateway.SendAsync(request));
        await _gateway.CountsAsync(Outcome.Handshake.Code, 1);
        Assert.Empty(_upstream.Received);
    }

    [Fact]
    public async Task Of_a_body_that_is_too_large_no_more_is_held_than_may_be()
    {
        var webhook = new SignedWebhook(TimeProvider.System.GetUtcNow(), new string('x', 3_000_000));
        using var request = webhook.Request("/hook");
        request.Headers.TransferEncodingChunked = true;
        Assert.Equal(HttpStatusCode.OK, (await _gateway.SendAsync(request)).Status);

        await _gateway.CountsAsync(Outcome.BodyTooLarge.Code, 1);
        var line = Assert.Single(_log.Lines, line => line.Contains("body_too_large", StringComparison.Ordinal));
        var bytes = line[(line.IndexOf("bytes=", StringComparison.Ordinal) + "bytes=".Length)..].Split(' ')[0];
        Assert.InRange(int.Parse(bytes, System.Globalization.CultureInfo.InvariantCulture), 0, 100_000);
        Assert.Equal(3_000_000, Assert.Single(_upstream.Received).Body.Length);
    }

    [Theory]
    [InlineData(200_000, "application/json", false)] // refused by its length, before a byte was read
    [InlineData(200_000, "application/json", true)] // refused in the middle of the body
    [InlineData(5_000, "text/plain", false)] // refused by its type, nothing read
    [InlineData(5_000, "text/plain", true)]
    public async Task A_body_that_was_not_read_whole_still_arrives_whole(int bytes, string contentType, bool chunked)
    {
        var webhook = new SignedWebhook(TimeProvider.System.GetUtcNow(), new string('x', bytes));
        using var request = webhook.Request("/hook", contentType);
        request.Headers.TransferEncodingChunked = chunked;

        Assert.Equal(HttpStatusCode.OK, (await _gateway.SendAsync(request)).Status);
        Assert.Equal(webhook.Body, Assert.Single(_upstream.Received).Body);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_was_too_slow_still_arrives_whole(bool chunked)
    {
        var clock = TestClock.New();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(_upstream.Url, Verification), clock);
        var forwarded = new TaskCompletionSource();
        using var received = new MemoryStream();
        _upstream.AnswersEarly = true; // or rather, looks at the body itself
        _upstream.Answer = async context =>
        {
            forwarded.SetResult();
            await context.Request.Body.CopyToAsync(received, context.RequestAborted);
            await context.Response.WriteAsync("ok", context.RequestAborted);
        };
        var webhook = SignedWebhook.Event("evt_1", clock);
        var (begin, end) = Halves(webhook, chunked);
        await using var connection = await RawConnection.OpenAsync(gateway.Url);
        await connection.SendAsync(begin);
        await Eventually.IsTrueAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(10)); // the time for a body
                return Task.FromResult(forwarded.Task.IsCompleted);
            },
            "the gateway stops waiting for the body and forwards");
        await connection.SendAsync(end);

        var answer = await connection.ReadAsync();
        Assert.Equal((200, "ok"), (answer.Status, answer.Body));
        Assert.Equal(webhook.Body, received.ToArray());
        await gateway.CountsAsync(Outcome.BodyTimeout.Code, 1);
    }

    /// <summary>The webhook up to the middle of its body, and what is missing then.</summary>
    private static (byte[] Begin, byte[] End) Halves(SignedWebhook webhook, bool chunked)
    {
        var raw = webhook.Raw();
        var middle = raw.Length - (webhook.Body.Length / 2);
        if (!chunked)
        {
            return (raw[..middle], raw[middle..]);
        }

        var length = $"Content-Length: {webhook.Body.Length}\r\n";
        var head = Encoding.Latin1.GetString(raw[..^webhook.Body.Length]).Replace(length, "Transfer-Encoding: chunked\r\n", StringComparison.Ordinal);
        var begin = raw[^webhook.Body.Length..middle];
        return (
            [.. Encoding.Latin1.GetBytes($"{head}{begin.Length:x}\r\n"), .. begin, .. "\r\n"u8],
            [.. Encoding.Latin1.GetBytes($"{raw.Length - middle:x}\r\n"), .. raw[middle..], .. "\r\n0\r\n\r\n"u8]);
    }
}
