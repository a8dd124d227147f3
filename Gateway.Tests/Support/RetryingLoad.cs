using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Gateway.Tests.Support;

/// <summary>Sends new events as a provider does: one that is not answered 200 is sent again.</summary>
internal sealed class RetryingLoad(TestGateway gateway) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<(HttpStatusCode Status, TimeSpan Elapsed, SignedWebhook Webhook)> _answers = new();
    private Task _senders = Task.CompletedTask;

    public IEnumerable<HttpStatusCode> Statuses => _answers.Select(answer => answer.Status).Distinct();

    public IEnumerable<SignedWebhook> Accepted =>
        _answers.Where(answer => answer.Status == HttpStatusCode.OK).Select(answer => answer.Webhook);

    /// <summary>The longest that a sender has waited for an answer.</summary>
    public TimeSpan Longest => _answers.Max(answer => answer.Elapsed);

    public int Count(HttpStatusCode status) => _answers.Count(answer => answer.Status == status);

    public void Start(int senders) =>
        _senders = Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(() => SendAsync(sender))));

    /// <summary>Waits for so many more answers of the kind.</summary>
    public async Task AnsweredAsync(HttpStatusCode status, int more)
    {
        var before = Count(status);
        await Eventually.IsTrueAsync(
            () => Task.FromResult(_senders.IsFaulted || Count(status) >= before + more),
            $"{more} more requests are answered {status}");
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _senders;
    }

    public void Dispose() => _stop.Dispose();

    private async Task SendAsync(int sender)
    {
        for (var i = 0; !_stop.IsCancellationRequested; i++)
        {
            var webhook = SignedWebhook.Event($"evt_{sender}_{i}");
            var status = HttpStatusCode.ServiceUnavailable;
            while (status != HttpStatusCode.OK && !_stop.IsCancellationRequested)
            {
                using var request = webhook.Request();
                var sent = Stopwatch.StartNew();
                (status, _) = await gateway.SendAsync(request);
                _answers.Enqueue((status, sent.Elapsed, webhook));
            }
        }
    }
}
