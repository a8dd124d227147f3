using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gateway.Admin;

/// <summary>
/// Whether the webhooks' own listener answers: the gateway sends itself a request there, over a connection of its own and through
/// the pipeline. That the admin listener answers says nothing of the other one.
/// </summary>
internal sealed class PipelineProbe(IServer server, TimeProvider clock, IHostApplicationLifetime lifetime) : IDisposable
{
    /// <summary>
    /// How long nothing may have been answered. Far more than a flood makes the gateway slow: to be restarted for it would be what
    /// the flood is after.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>How long one request of this kind may take.</summary>
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(5);

    /// <summary>How long who asks waits for it; orchestrators give a probe a second by default.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(800);

    private readonly Lock _gate = new();

    // Nobody else can know it, so no path of a route is taken away.
    private readonly string _path = "/gateway-probe-" + RandomNumberGenerator.GetHexString(32, lowercase: true);
    private HttpClient? _client;
    private long? _failingSince;
    private Task _request = Task.CompletedTask;

    /// <summary>Whether it is the gateway itself that asks.</summary>
    public bool Sent(HttpRequest request) => string.Equals(request.Path.Value, _path, StringComparison.Ordinal);

    /// <summary>False once nothing has been answered for <see cref="Patience"/>.</summary>
    public async Task<bool> IsAnsweredAsync()
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return true; // The listener closes first, and shall.
        }

        Task request;
        lock (_gate)
        {
            request = _request = _request.IsCompleted ? AskAsync() : _request;
        }

        try
        {
            await request.WaitAsync(LongestWait, clock);
        }
        catch (TimeoutException)
        {
            // Slow; it goes on, and what comes of it is known when somebody asks next.
        }

        lock (_gate)
        {
            return _failingSince is not { } since || clock.GetElapsedTime(since) < Patience;
        }
    }

    public void Dispose() => _client?.Dispose();

    private async Task AskAsync()
    {
        var started = clock.GetTimestamp();
        var isAnswered = await IsOneAnsweredAsync();
        lock (_gate)
        {
            _failingSince = isAnswered ? null : _failingSince ?? started;
        }
    }

    private async Task<bool> IsOneAnsweredAsync()
    {
        if (FindAddress() is not { } address)
        {
            return true; // Not yet listening: the host says when that fails.
        }

        _client ??= Connect(address);
        using var end = new CancellationTokenSource(LongestRequest, clock);
        try
        {
            using var answer = await _client.GetAsync(new Uri($"{address.Scheme}://localhost{_path}"), end.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (HttpRequestException exception)
        {
            // A listener that speaks only HTTP/2, or has no certificate for this name, has answered all the same.
            return exception.HttpRequestError != HttpRequestError.ConnectionError;
        }
    }

    /// <summary>Where the webhooks' server listens; rather without TLS.</summary>
    private BindingAddress? FindAddress()
    {
        BindingAddress? found = null;
        foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            var parsed = BindingAddress.Parse(address);
            if (found is null || parsed.Scheme == Uri.UriSchemeHttp)
            {
                found = parsed;
            }
        }

        return found;
    }

    private static HttpClient Connect(BindingAddress address) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.Zero, // A new one each time: new connections may be what is not answered any more.
        ConnectCallback = (_, cancellation) => ConnectAsync(address, cancellation),
#pragma warning disable CA5359 // Do not disable certificate validation: it asks itself, at an address it has bound, and says nothing secret.
        SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
#pragma warning restore CA5359
    });

    private static async ValueTask<Stream> ConnectAsync(BindingAddress address, CancellationToken cancellation)
    {
        var socket = address.IsUnixPipe
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.IsUnixPipe)
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(address.UnixPipePath), cancellation);
            }
            else
            {
                await socket.ConnectAsync(HostOf(address), address.Port, cancellation);
            }

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Every address of the machine is reached by loopback.</summary>
    private static string HostOf(BindingAddress address) => address.Host switch
    {
        "0.0.0.0" or "*" or "+" => "127.0.0.1",
        "[::]" => "localhost",
        var host => host.Trim('[', ']'),
    };
}
