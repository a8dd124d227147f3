using System.Net;
using Gateway.Outcomes;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd;

/// <summary>Monitor: everything is verified, recorded and forwarded, whatever was found.</summary>
public sealed class MonitorTests : IAsyncLifetime
{
    private const string Verification =
        $$"""
        {
          "Mode": "Monitor", {{SignedWebhook.Scheme}},
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
        Assert.Contains(_log.Lines, line => line.Contains("signature_missing 200 mode=monitor", StringComparison.Ordinal));
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
}
