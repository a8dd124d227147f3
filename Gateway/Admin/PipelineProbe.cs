using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gateway.Admin;

/// <summary>
/// Whether webhooks are still taken in: the gateway sends itself a request, over a connection of its own to the webhooks' listener and
/// through what a webhook goes through. That the admin listener answers says nothing of the other one.
/// </summary>
internal sealed class PipelineProbe(IServer server, IConfiguration configuration, TimeProvider clock, IHostApplicationLifetime lifetime)
    : IDisposable
{
    /// <summary>
    /// In bytes, of the body that is sent: so many that it is held where those of webhooks are, and not in the pool for small ones.
    /// </summary>
    public const int BodyBytes = 20_000;

    private const string SecretHeader = "Gateway-Probe";

    /// <summary>
    /// How long nothing may have been answered. Far more than a flood makes the gateway slow: to be restarted for it would be what
    /// the flood is after.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>How long one request of this kind may take; two of them, with a pause, are less than the patience.</summary>
    public static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(9);

    /// <summary>Between two requests as long as none is answered.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>One request may fail by bad luck, or because the whole machine stood still.</summary>
    private const int FewestFailures = 2;

    private readonly Lock _gate = new();
    private readonly string _host = HostOf(configuration["AllowedHosts"]);
    private readonly string _secret = RandomNumberGenerator.GetHexString(64, lowercase: true);
    private Task _asking = Task.CompletedTask;
    private long _askingSince;
    private HttpClient? _client;
    private int _failures;
    private IPEndPoint? _from;
    private bool _knowsVersion;
    private Version _version = HttpVersion.Version11;

    /// <summary>Nobody else can know it, so no path of a route is taken away.</summary>
    public string Path { get; } = "/gateway-probe-" + RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Whether it is the gateway itself that asks.</summary>
    public bool Sent(HttpContext context) =>
        context.Request.Headers[SecretHeader] is [{ } secret]
        && CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(secret.AsSpan()), MemoryMarshal.AsBytes(_secret.AsSpan()));

    /// <summary>Whether it is the probe's own connection, by where it comes from: it has a place of its own beside those of senders.</summary>
    public bool Owns(EndPoint? peer) =>
        Volatile.Read(ref _from) is { } own && peer is IPEndPoint address
        && own.Port == address.Port && own.Address.MapToIPv6().Equals(address.Address.MapToIPv6());

    /// <summary>
    /// False once nothing has been answered for <see cref="Patience"/>. Nobody waits for it: who asks is told what is known, and
    /// asking begins anew unless it still goes on.
    /// </summary>
    public bool IsAnswered()
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return true; // The listener closes first, and shall.
        }

        lock (_gate)
        {
            if (_asking.IsCompleted)
            {
                (_askingSince, _failures) = (clock.GetTimestamp(), 0);
                _asking = AskUntilAnsweredAsync(lifetime.ApplicationStopping);
                return true;
            }

            return Volatile.Read(ref _failures) < FewestFailures || clock.GetElapsedTime(_askingSince) < Patience;
        }
    }

    public void Dispose() => _client?.Dispose();

    private async Task AskUntilAnsweredAsync(CancellationToken stopping)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // Not in the lock.
        while (!stopping.IsCancellationRequested && !await IsOneAnsweredAsync(stopping))
        {
            Interlocked.Increment(ref _failures);
            await Task.Delay(Pause, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> IsOneAnsweredAsync(CancellationToken stopping)
    {
        if (FindAddress() is not { } address)
        {
            return true; // Not yet listening: the host says when that fails.
        }

        _client ??= Connect(address);
        using var late = new CancellationTokenSource(LongestRequest, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stopping);
        try
        {
            if (await IsTakenInAsync(address, end.Token))
            {
                _knowsVersion = true;
                return true;
            }

            TryOtherVersion();
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (HttpRequestException exception)
        {
            TryOtherVersion();
            // No certificate, none for this name, or one of the client's is asked for, which with TLS 1.3 is said behind the handshake: what can
            // be asked has been answered. A listener that hangs, or is not there, ends otherwise.
            return address.Scheme == Uri.UriSchemeHttps && exception.HttpRequestError != HttpRequestError.ConnectionError;
        }
        finally
        {
            Volatile.Write(ref _from, null);
        }
    }

    /// <summary>A listener without TLS speaks one of the two.</summary>
    private void TryOtherVersion()
    {
        if (!_knowsVersion)
        {
            _version = _version == HttpVersion.Version11 ? HttpVersion.Version20 : HttpVersion.Version11;
        }
    }

    /// <summary>What is taken in is answered 204; 503 says that there is no memory for it, which is no reason to be restarted.</summary>
    private async Task<bool> IsTakenInAsync(BindingAddress address, CancellationToken end)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{address.Scheme}://localhost{Path}"))
        {
            Content = new ByteArrayContent(new byte[BodyBytes]),
            Version = _version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Host = _host;
        request.Headers.Add(SecretHeader, _secret);
        using var answer = await _client!.SendAsync(request, end);
        return answer.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.ServiceUnavailable;
    }

    /// <summary>A host that ASP.NET Core's host filter lets in.</summary>
    private static string HostOf(string? allowed)
    {
        var first = allowed?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "*";
        return first == "*" ? "localhost" : first.Replace("*", "probe", StringComparison.Ordinal);
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

    private HttpClient Connect(BindingAddress address) => new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null, // No span.
        MeterFactory = new UnseenMeters(),
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.Zero, // A new one each time: new connections may be what is not answered any more.
        ConnectCallback = (_, cancellation) => ConnectAsync(address, cancellation),
#pragma warning disable CA5359 // Do not disable certificate validation: it asks itself, at an address it has bound, and says its secret to nobody else.
        SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
#pragma warning restore CA5359
    });

    private async ValueTask<Stream> ConnectAsync(BindingAddress address, CancellationToken cancellation)
    {
        var socket = address.IsUnixPipe
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(AddressOf(address).AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.IsUnixPipe)
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(address.UnixPipePath), cancellation);
            }
            else
            {
                socket.Bind(new IPEndPoint(AddressOf(address), 0));
                Volatile.Write(ref _from, (IPEndPoint)socket.LocalEndPoint!); // Before it is accepted.
                await socket.ConnectAsync(AddressOf(address), address.Port, cancellation);
            }

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Every address of the machine is reached by loopback: what is no address Kestrel takes for all of them, or for that.</summary>
    private static IPAddress AddressOf(BindingAddress address) =>
        IPAddress.TryParse(address.Host, out var bound) && !bound.Equals(IPAddress.Any) && !bound.Equals(IPAddress.IPv6Any)
            ? bound
            : IPAddress.Loopback;
}
