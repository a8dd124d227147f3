using System.Net;
using System.Net.Sockets;

namespace Gateway.Verification.Signature.KeySets;

/// <summary>Fetches key sets, bounded in size, time and in whom it talks to.</summary>
internal sealed class KeySetClient(TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private const int MaxRedirects = 3;

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false, // Behind one it would be the proxy that connects, and not to where the check below looked.
        UseCookies = false,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
        ConnectCallback = ConnectAsync,
    })
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
    };

    /// <summary>The set at this URL.</summary>
    /// <exception cref="KeySetUnavailableException">There is none to be had; the message says why.</exception>
    public async Task<WebKeySet> FetchAsync(Uri url)
    {
        using var deadline = new CancellationTokenSource(Timeout, clock);
        try
        {
            var content = await GetAsync(url, deadline.Token);
            return WebKeySet.Parse(content, out var error) ?? throw new KeySetUnavailableException("the key set " + error);
        }
        catch (OperationCanceledException exception)
        {
            throw new KeySetUnavailableException($"no answer within {Timeout.TotalSeconds:F0} s", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException)
        {
            throw new KeySetUnavailableException(exception.Message, exception);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<byte[]> GetAsync(Uri url, CancellationToken deadline)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var answer = await _http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, deadline);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return await ReadAsync(answer.Content, deadline);
            }

            url = redirects < MaxRedirects && (int)answer.StatusCode is 301 or 302 or 303 or 307 or 308
                ? Follow(url, answer.Headers.Location)
                : throw new KeySetUnavailableException($"the answer is {(int)answer.StatusCode}");
        }
    }

    /// <summary>To the same place alone: a key set is trusted for where it stands.</summary>
    private static Uri Follow(Uri url, Uri? location)
    {
        var next = location is null ? null : new Uri(url, location);
        return next is not null && Uri.Compare(url, next, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0
            ? next
            : throw new KeySetUnavailableException("the answer is a redirect to another host");
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken deadline)
    {
        var buffer = new byte[WebKeySet.MaxBytes + 1];
        await using var stream = await content.ReadAsStreamAsync(deadline);
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, deadline);
        return buffer[..length];
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = KeySetUrl.IsLiteral(host, out var literal)
            ? (IPAddress[])[literal]
            : Array.FindAll(await Dns.GetHostAddressesAsync(host, cancellation), PublicAddress.IsPublic);
        if (addresses.Length == 0)
        {
            throw new KeySetUnavailableException("the host has no address of the internet; one of your own network is written as an address");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
