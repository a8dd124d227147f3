using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Attacks;

/// <summary>A gateway in a process of its own that queues large bodies, and the backend that they are for.</summary>
internal sealed class QueueMemoryScene : IAsyncDisposable
{
    public const long MaxBufferedBytes = 128 * 1024 * 1024;
    public const int Bodies = 12;

    private readonly Upstream _backend;
    private readonly TestConfiguration _configuration;
    private readonly GatewayProcess _gateway;
    private readonly int _length;
    private readonly ConcurrentQueue<string> _received = new();
    private readonly int _senders;

    private QueueMemoryScene(Upstream backend, TestConfiguration configuration, GatewayProcess gateway, int length, int senders)
    {
        (_backend, _configuration, _gateway, _length, _senders) = (backend, configuration, gateway, length, senders);
        _backend.Answer = ReceiveAsync;
    }

    /// <summary>What the backend waits before it answers.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Length and hash of all that arrived, in order.</summary>
    public IReadOnlyCollection<string> Received => _received;

    private byte[] Body(int number) => Pattern.Bytes(_length, start: (byte)(number + 1));

    /// <param name="length">Of a body.</param>
    /// <param name="senders">How many are sent at once.</param>
    /// <param name="store">Configures where they are queued.</param>
    public static async Task<QueueMemoryScene> StartAsync(int length, int senders, Action<TestConfiguration> store)
    {
        var backend = await Upstream.StartAsync();
        backend.AnswersEarly = true; // It reads for itself, and keeps nothing.
        var configuration = new TestConfiguration(
            backend.Url, $$"""{ {{SignedWebhook.Scheme}}, "Body": { "MaxBytes": {{length}} }, "Delivery": { "Mode": "Queue" } }""");
        store(configuration);
        configuration.Change(root => root["Gateway"]!["Limits"] = new JsonObject { ["MaxBufferedBytes"] = MaxBufferedBytes });
        return new QueueMemoryScene(backend, configuration, await GatewayProcess.StartAsync(configuration), length, senders);
    }

    /// <summary>Sends all bodies, waits until each has been delivered, and says by how much the process has grown at its peak.</summary>
    public async Task<long> RunAsync()
    {
        await SendAsync(Pattern.Bytes(1000, start: 200));
        await ArriveAsync(1);
        var idle = _gateway.ResidentBytes;
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, _senders).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number < Bodies)
            {
                await SendAsync(Body(number));
            }
        })));
        await ArriveAsync(1 + Bodies);
        Assert.Equal(
            Enumerable.Range(0, Bodies).Select(number => Describe(_length, SHA256.HashData(Body(number)))).Order(StringComparer.Ordinal),
            Received.Skip(1).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.False(_gateway.HasExited);
        return _gateway.PeakResidentBytes - idle;
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _backend.DisposeAsync();
        _configuration.Dispose();
    }

    private static string Describe(long length, byte[] hash) => $"{length} {Convert.ToHexStringLower(hash)}";

    private async Task SendAsync(byte[] body)
    {
        using var request = new SignedWebhook(TimeProvider.System.GetUtcNow(), body).Request(contentType: "application/octet-stream");
        using var answer = await _gateway.Client.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, """{"status":"queued"}"""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    private Task ArriveAsync(int count) => Eventually.ReachesAsync(
        () => _received.Distinct(StringComparer.Ordinal).Count(), count, () => "the backend waits for more");

    private async Task ReceiveAsync(HttpContext context)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        var length = 0L;
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var read)
        {
            hash.AppendData(buffer.AsSpan(0, read));
            length += read;
        }

        _received.Enqueue(Describe(length, hash.GetHashAndReset()));
        if (Delay > TimeSpan.Zero)
        {
            await Pause.ForAsync(Delay);
        }
    }
}
