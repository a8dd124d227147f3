using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd.Crash;

/// <summary>Sends new events as a provider does, to whichever replica is there: one that is not answered 2xx is sent again.</summary>
internal sealed class CrashLoad(Func<int, GatewayProcess?> replicas) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _accepted = new();
    private readonly ConcurrentDictionary<string, int> _answers = new(StringComparer.Ordinal);
    private int _refused;
    private Task[] _senders = [];

    /// <summary>The ids of events that were answered 2xx.</summary>
    public IReadOnlyCollection<string> Accepted => _accepted;

    /// <summary>Answers that were none, or not 2xx.</summary>
    public int Refused => Volatile.Read(ref _refused);

    public void Start(int senders) => _senders = [.. Enumerable.Range(0, senders).Select(sender => Task.Run(() => SendAsync(sender)))];

    /// <summary>Waits until so many more have been accepted.</summary>
    public Task AcceptsAsync(int more) => IsAnsweredAsync(() => _accepted.Count, more, "accepted");

    /// <summary>Waits until so many more have been refused.</summary>
    public Task IsRefusedAsync(int more) => IsAnsweredAsync(() => Refused, more, "refused");

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Eventually.EndsAsync(Task.WhenAll(_senders), "the senders stop");
    }

    public void Dispose() => _stop.Dispose();

    private async Task SendAsync(int sender)
    {
        for (var number = 0; !_stop.IsCancellationRequested; number++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"evt_{sender}_{number}");
            var webhook = SignedWebhook.Event(id);
            for (var attempt = 0; !_stop.IsCancellationRequested; attempt++)
            {
                if (await IsAcceptedAsync(webhook, sender + attempt))
                {
                    _accepted.Enqueue(id);
                    break;
                }

                Interlocked.Increment(ref _refused);
                await Pause.BetweenAttemptsAsync();
            }
        }
    }

    private async Task<bool> IsAcceptedAsync(SignedWebhook webhook, int turn)
    {
        if (replicas(turn) is not { } gateway)
        {
            Count("from nobody");
            return false;
        }

        try
        {
            using var request = webhook.Request();
            using var answer = await gateway.Client.SendAsync(request);
            Count(answer.StatusCode.ToString());
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            Count(exception.GetType().Name);
            return false; // Killed meanwhile.
        }
    }

    private async Task IsAnsweredAsync(Func<int> count, int more, string how)
    {
        var goal = count() + more;
        _answers.Clear();
        await Eventually.ReachesAsync(
            () => Array.Find(_senders, sender => sender.IsFaulted) is { Exception: { } defect } ? throw defect : count(),
            goal,
            () => $"{more} more events are to be {how}, and the answers were {string.Join(", ", _answers.Select(answer => $"{answer.Value} {answer.Key}"))}");
    }

    private void Count(string answer) => _answers.AddOrUpdate(answer, 1, static (_, count) => count + 1);
}
