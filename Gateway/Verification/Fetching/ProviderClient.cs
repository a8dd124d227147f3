using System.Net;
using System.Net.Sockets;
using Gateway.Reading;

namespace Gateway.Verification.Fetching;

/// <summary>Fetches what providers publish, bounded in size, time and in whom it talks to.</summary>
internal sealed class ProviderClient(TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new(PublicConnection.Handler())
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
    };

    /// <summary>What stands at this URL.</summary>
    /// <param name="url">One that <see cref="ProviderUrl"/> or <see cref="UrlPattern"/> has let through.</param>
    /// <param name="mostBytes">How large the answer may be.</param>
    /// <param name="mostRedirects">How many may be followed, each to the same host.</param>
    /// <exception cref="ProviderUnavailableException">There is nothing to be had; the message says why.</exception>
    public async Task<byte[]> GetAsync(Uri url, int mostBytes, int mostRedirects)
    {
        using var deadline = new CancellationTokenSource(Timeout, clock);
        try
        {
            return await GetAsync(url, mostBytes, mostRedirects, deadline.Token);
        }
        catch (OperationCanceledException exception)
        {
            throw new ProviderUnavailableException($"no answer within {Timeout.TotalSeconds:F0} s", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException)
        {
            throw new ProviderUnavailableException(exception.Message, exception);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<byte[]> GetAsync(Uri url, int mostBytes, int mostRedirects, CancellationToken deadline)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var answer = await _http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, deadline);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return await BoundedContent.ReadAsync(answer.Content, mostBytes, deadline)
                    ?? throw new ProviderUnavailableException($"the answer is larger than {mostBytes} bytes");
            }

            url = redirects < mostRedirects && (int)answer.StatusCode is 301 or 302 or 303 or 307 or 308
                ? Follow(url, answer.Headers.Location)
                : throw new ProviderUnavailableException($"the answer is {(int)answer.StatusCode}")
                {
                    IsFinal = (int)answer.StatusCode is >= 300 and < 500 and not (408 or 429),
                };
        }
    }

    /// <summary>To the same place alone: what is published is trusted for where it stands.</summary>
    private static Uri Follow(Uri url, Uri? location)
    {
        return Uri.TryCreate(url, location, out var next) && Uri.Compare(url, next, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0
            ? next
            : throw new ProviderUnavailableException("the answer is a redirect to another host");
    }
}
