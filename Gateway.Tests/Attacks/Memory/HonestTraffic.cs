using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Gateway.Tests.Support;

namespace Gateway.Tests.Attacks.Memory;

/// <summary>A provider that sends one webhook after the other from an address of its own, while others flood the gateway.</summary>
internal sealed class HonestTraffic : IAsyncDisposable
{
    private static readonly IPAddress Provider = IPAddress.Parse("127.0.0.9");

    private readonly CancellationTokenSource _end = new();
    private readonly HttpClient _client;
    private readonly Task _sending;

    private HonestTraffic(Uri gateway, string path, int padding)
    {
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, ConnectCallback = ConnectAsync }) { BaseAddress = gateway };
        _sending = SendAsync(path, new string('x', padding));
    }

    /// <summary>How each was answered, and when.</summary>
    public ConcurrentQueue<(int Status, TimeSpan After)> Answers { get; } = new();

    /// <param name="gateway">Where to.</param>
    /// <param name="path">Of the route that it signs for.</param>
    /// <param name="padding">How much there is in a body beside its id, in bytes.</param>
    public static HonestTraffic Start(Uri gateway, string path, int padding = 500) => new(gateway, path, padding);

    /// <summary>Ends it, and tells what was not as the provider expects.</summary>
    public async Task<string> FinishAsync()
    {
        await _end.CancelAsync();
        await _sending;
        return string.Join(
            ", ",
            Answers.Where(answer => answer.Status != 200 || answer.After > TimeSpan.FromSeconds(2))
                .Select(answer => $"{answer.Status} after {answer.After.TotalMilliseconds:F0} ms"));
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _sending;
        _client.Dispose();
        _end.Dispose();
    }

    private async Task SendAsync(string path, string padding)
    {
        for (var number = 0; !_end.IsCancellationRequested; number++)
        {
            var webhook = new SignedWebhook(TimeProvider.System.GetUtcNow(), $$"""{"id":"evt_{{number}}","text":"{{padding}}"}""");
            using var request = webhook.Request(path);
            var sending = Stopwatch.StartNew();
            try
            {
                using var answer = await _client.SendAsync(request);
                Answers.Enqueue(((int)answer.StatusCode, sending.Elapsed));
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                Answers.Enqueue((0, sending.Elapsed));
            }

            await Pause.BetweenLooksAsync();
        }
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(Provider, 0));
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
