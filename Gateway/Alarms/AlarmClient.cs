using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Gateway.Attestation;
using Gateway.Intake.Memory;
using Gateway.Verification.Fetching;

namespace Gateway.Alarms;

/// <summary>Sends notices, signed by Standard Webhooks 1.0: <c>webhook-id</c>, <c>webhook-timestamp</c>, <c>webhook-signature</c>.</summary>
internal sealed class AlarmClient(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(Fresh()) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };

    /// <summary>Null once it has arrived; else why it has not, in a few words without the URL, which may be secret.</summary>
    public async Task<string?> SendAsync(AlarmNotice notice, AlarmReceiver receiver, CancellationToken cancellation)
    {
        var body = AlarmMessage.Write(notice);
        using var request = new HttpRequestMessage(HttpMethod.Post, receiver.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in Sign(notice, body, receiver))
        {
            request.Headers.Add(name, value);
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var timeout = new CancellationTokenSource(Timeout, clock);
        using var _ = timeout.Token.Register(deadline.Cancel);
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            return answer.IsSuccessStatusCode ? null : $"the answer is {(int)answer.StatusCode}";
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"no answer within {Timeout.TotalSeconds:F0} s";
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException or ProviderUnavailableException)
        {
            return exception is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown and var error } ? error.ToString() : exception.GetType().Name;
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>
    /// A connection for each notice: a kept one may have ended at the receiver when the next is sent, which would look as if the receiver were away. HttpClient
    /// does not send a body twice.
    /// </summary>
    private static SocketsHttpHandler Fresh()
    {
        var handler = PublicConnection.Handler();
        handler.PooledConnectionLifetime = TimeSpan.Zero;
        return handler;
    }

    private KeyValuePair<string, string>[] Sign(AlarmNotice notice, byte[] body, AlarmReceiver receiver) =>
        StandardWebhooksHeaders.Of(new AttestedMessage(notice.Id, clock.GetUtcNow(), body), [receiver.Key], MemoryAccount.Unlimited())
        ?? throw new UnreachableException("An HMAC holds nothing.");
}
