using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Gateway.Tests.Support;

namespace Gateway.Tests.Attacks.Memory;

/// <summary>A provider that sends one webhook after the other from an address of its own, while others flood the gateway.</summary>
internal sealed class HonestTraffic : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly IPAddress _from;
    private readonly HttpClient _keeping;
    private readonly Func<HttpClient> _connecting;
    private readonly Task _sending;

    private HonestTraffic(Uri gateway, string path, IReadOnlyList<int> paddings, IPAddress from, Version version)
    {
        _from = from;
        (_keeping, _connecting) = (Client(gateway, version), () => Client(gateway, version));
        _sending = SendAsync(path, [.. paddings.Select(padding => new string('x', padding))]);
    }

    /// <summary>How each was answered, and when.</summary>
    public ConcurrentQueue<(int Status, TimeSpan After)> Answers { get; } = new();

    /// <param name="gateway">Where to.</param>
    /// <param name="path">Of the route that it signs for.</param>
    /// <param name="padding">How much there is in a body beside its id, in bytes.</param>
    public static HonestTraffic Start(Uri gateway, string path, int padding = 500) =>
        new(gateway, path, [padding], IPAddress.Parse("127.0.0.9"), HttpVersion.Version11);

    /// <summary>From an address of one's choice, in changing sizes, every other one over a connection of its own.</summary>
    /// <param name="gateway">Where to.</param>
    /// <param name="path">Of the route that it signs for.</param>
    /// <param name="paddings">How much there is in one body after the other beside its id, in bytes.</param>
    /// <param name="from">Who sends; Linux answers for all of 127.0.0.0/8.</param>
    /// <param name="version">1.1, or 2.0 without TLS.</param>
    public static HonestTraffic Start(Uri gateway, string path, IReadOnlyList<int> paddings, IPAddress from, Version version) =>
        new(gateway, path, paddings, from, version);

    /// <summary>Ends it, and tells what was not as the provider expects.</summary>
    public Task<string> FinishAsync() => FinishAsync(TimeSpan.FromSeconds(2));

    /// <param name="most">How long one may take.</param>
    public async Task<string> FinishAsync(TimeSpan most)
    {
        await _end.CancelAsync();
        await _sending;
        return string.Join(
            ", ",
            Answers.Where(answer => answer.Status != 200 || answer.After > most)
                .Select(answer => $"{answer.Status} after {answer.After.TotalMilliseconds:F0} ms"));
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _sending;
        _keeping.Dispose();
        _end.Dispose();
    }

    private async Task SendAsync(string path, string[] paddings)
    {
        for (var number = 0; !_end.IsCancellationRequested; number++)
        {
            var webhook = new SignedWebhook(TimeProvider.System.GetUtcNow(), $$"""{"id":"evt_{{number}}","text":"{{paddings[number / 2 % paddings.Length]}}"}""");
            using var request = webhook.Request(path);
            (request.Version, request.VersionPolicy) = (_keeping.DefaultRequestVersion, _keeping.DefaultVersionPolicy);
            using var connecting = number % 2 == 0 ? null : _connecting();
            var sending = Stopwatch.StartNew();
            try
            {
                using var answer = await (connecting ?? _keeping).SendAsync(request);
                Answers.Enqueue(((int)answer.StatusCode, sending.Elapsed));
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                Answers.Enqueue((0, sending.Elapsed));
            }

            await Pause.BetweenLooksAsync();
        }
    }

    private HttpClient Client(Uri gateway, Version version) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = ConnectAsync,
    })
    {
        BaseAddress = gateway,
        DefaultRequestVersion = version,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(_from, 0));
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
