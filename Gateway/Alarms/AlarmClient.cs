using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Gateway.Verification.Fetching;

namespace Gateway.Alarms;

/// <summary>Sends notices, signed by Standard Webhooks 1.0: <c>webhook-id</c>, <c>webhook-timestamp</c>, <c>webhook-signature</c>.</summary>
internal sealed class AlarmClient(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(PublicConnection.Handler()) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };

    /// <summary>Null once it has arrived; else why it has not, in a few words without the URL, which may be secret.</summary>
    public async Task<string?> SendAsync(AlarmNotice notice, AlarmReceiver receiver, CancellationToken cancellation)
    {
        var body = AlarmMessage.Write(notice);
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, receiver.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", notice.Id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", $"v1,{Sign(receiver.Key, notice.Id, timestamp, body)}");
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

    private static string Sign(byte[] key, string id, string timestamp, byte[] body)
    {
        byte[] content = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return Convert.ToBase64String(HMACSHA256.HashData(key, content));
    }
}
