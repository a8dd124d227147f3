using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Gateway.Tests.Support;

namespace Gateway.Tests.Faults;

/// <summary>Mixed traffic on two routes: honest webhooks small and big, copies, forgeries, senders that are slow, and some that hang up.</summary>
internal sealed class SoakLoad(GatewayProcess gateway) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, bool> _accepted = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _answers = new(StringComparer.Ordinal);
    private Task[] _senders = [];

    /// <summary>The ids of events that were answered 2xx.</summary>
    public IReadOnlyCollection<string> Accepted => [.. _accepted.Keys];

    public string Answers => string.Join(", ", _answers.OrderBy(answer => answer.Key, StringComparer.Ordinal).Select(answer => $"{answer.Value} {answer.Key}"));

    public int Count(string answer) => _answers.GetValueOrDefault(answer);

    public void Start() => _senders =
    [
        .. ((string[])["/hook", "/queue/hook"]).SelectMany(path => (Task[])
        [
            Task.Run(() => RepeatAsync(number => HonestAsync(path, $"small{number}", bytes: 100))),
            Task.Run(() => RepeatAsync(number => HonestAsync(path, $"big{number}", bytes: 500_000), pauses: 10)),
            Task.Run(() => RepeatAsync(_ => ForgeAsync(path))),
            Task.Run(() => RepeatAsync(number => SlowlyAsync(path, $"slow{number}"), pauses: 5)),
            Task.Run(() => RepeatAsync(_ => HangUpAsync(path), pauses: 5)),
        ]),
    ];

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Eventually.EndsAsync(Task.WhenAll(_senders), "the senders stop");
    }

    public void Dispose() => _stop.Dispose();

    private async Task RepeatAsync(Func<int, Task> sendAsync, int pauses = 2)
    {
        for (var number = 0; !_stop.IsCancellationRequested; number++)
        {
            await sendAsync(number);
            for (var pause = 0; pause < pauses; pause++)
            {
                await Pause.BetweenAttemptsAsync();
            }
        }
    }

    /// <summary>Until it is taken, and once more.</summary>
    private async Task HonestAsync(string path, string name, int bytes)
    {
        var id = Id(path, name);
        var webhook = Webhook(id, bytes);
        while (await SendAsync(path, webhook, "honest") != HttpStatusCode.OK)
        {
            await Pause.BetweenAttemptsAsync();
        }

        _accepted[id] = true;
        await SendAsync(path, webhook, "copy");
    }

    private async Task ForgeAsync(string path)
    {
        var webhook = Webhook("evt_forged", 1000);
        using var request = (webhook with { Body = [.. webhook.Body, (byte)' '] }).Request(path);
        request.Headers.Remove(SignedWebhook.SignatureHeader);
        request.Headers.Add(SignedWebhook.SignatureHeader, webhook.Signature);
        using var answer = await gateway.Client.SendAsync(request);
        Count("forged", $"{(int)answer.StatusCode}");
    }

    private async Task SlowlyAsync(string path, string name)
    {
        var id = Id(path, name);
        var bytes = Webhook(id, 2000).Raw(path);
        await using var connection = await RawConnection.OpenAsync(gateway.Url);
        for (var at = 0; at < bytes.Length; at += 500)
        {
            await connection.SendAsync(bytes.AsMemory(at, Math.Min(500, bytes.Length - at)));
            await Pause.BetweenAttemptsAsync();
        }

        var (status, _, _) = await connection.ReadAsync();
        Count("slow", $"{status}");
        if (status == 200)
        {
            _accepted[id] = true;
        }
    }

    private async Task HangUpAsync(string path)
    {
        var bytes = Webhook("evt_broken", 100_000).Raw(path);
        await using var connection = await RawConnection.OpenAsync(gateway.Url);
        await connection.SendAsync(bytes.AsMemory(0, bytes.Length / 2));
        connection.Abort();
        Count("hung up", "nothing");
    }

    private async Task<HttpStatusCode> SendAsync(string path, SignedWebhook webhook, string kind)
    {
        using var request = webhook.Request(path);
        using var answer = await gateway.Client.SendAsync(request);
        Count(kind, $"{(int)answer.StatusCode}");
        return answer.StatusCode;
    }

    private void Count(string kind, string answer) => _answers.AddOrUpdate($"{kind}: {answer}", 1, static (_, count) => count + 1);

    private static string Id(string path, string name) => string.Create(CultureInfo.InvariantCulture, $"evt{path.Replace('/', '_')}_{name}");

    private static SignedWebhook Webhook(string id, int bytes) =>
        new(TimeProvider.System.GetUtcNow(), $$"""{"id":"{{id}}","data":"{{new string('x', bytes)}}"}""");
}
