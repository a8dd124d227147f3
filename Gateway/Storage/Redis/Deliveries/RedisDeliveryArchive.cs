using Gateway.Storage.Deliveries;
using StackExchange.Redis;

namespace Gateway.Storage.Redis.Deliveries;

/// <summary>What the queues in Redis hold and have held.</summary>
internal sealed class RedisDeliveryArchive(RedisCommands commands, RedisKeys keys, RedisRoutes routes) : IDeliveryArchive
{
    /// <summary>Rows that one call looks at, where most of them may not be asked for.</summary>
    private const int MostLookedAt = 2000;

    /// <summary>In one script, while which Redis does nothing else: a few milliseconds.</summary>
    private const int MostRemovedAtOnce = 500;

    private static readonly TimeSpan Forever = TimeSpan.FromDays(365 * 100);
    private static readonly TimeSpan ConsumerIsGone = TimeSpan.FromHours(1);

    public async ValueTask<DeliveryPage> ListAsync(
        DeliveryFilter filter, string? after, int atMost, CancellationToken cancellation)
    {
        var place = after is null ? null : DeliveryPlace.Parse(after);
        var asked = await routes.AllAsync(cancellation);
        if (filter.Route is { } only)
        {
            // As it is written it is looked for whatever Redis remembers of names.
            asked = [only, .. asked.Where(route => route != only && route.Equals(only, StringComparison.OrdinalIgnoreCase))];
        }

        if (asked.Count == 0)
        {
            return new DeliveryPage([], null);
        }

        var most = filter is { EventType: null, EventId: null, Reason: null }
            ? atMost
            : Math.Max(atMost, MostLookedAt / asked.Count);
        var arguments = DeliveryListing.Arguments(filter, place, most);
        var answers = await Task.WhenAll(asked.Select(route =>
            DeliveryScripts.List.EvaluateAsync(commands, [keys.Queues(route)], arguments, cancellation).AsTask()));

        var listing = new DeliveryListing(filter, atMost);
        for (var i = 0; i < answers.Length; i++)
        {
            listing.Add(asked[i], (RedisResult[])answers[i]!);
        }

        return listing.Page();
    }

    public async ValueTask<EventRecord?> FindAsync(Guid id, CancellationToken cancellation)
    {
        foreach (var (route, answer) in await ReadAsync(id, cancellation))
        {
            if (answer.Length > 0)
            {
                return ReadEvent(route, id, (int)answer[0], (RedisResult[])answer[1]!);
            }
        }

        return null;
    }

    public async ValueTask<bool> RedeliverAsync(Guid id, string destination, CancellationToken cancellation)
    {
        var redelivered = await Task.WhenAll((await routes.AllAsync(cancellation)).Select(route =>
            DeliveryScripts.Redeliver.EvaluateAsync(
                commands, [keys.Queues(route)], [id.ToString(), destination], cancellation).AsTask()));
        return Array.Exists(redelivered, answer => (long)answer == 1);
    }

    public async ValueTask<bool> DiscardAsync(Guid id, string destination, CancellationToken cancellation)
    {
        foreach (var route in await routes.AllAsync(cancellation))
        {
            var answer = await DeliveryScripts.Discard.EvaluateAsync(
                commands, [keys.Queues(route)], [id.ToString(), destination], cancellation);
            if ((long)answer == 1)
            {
                // Removes nothing; but of a queue that is empty by now nothing is to stay behind.
                await RemoveAsync(
                    new Retention(new QueueName(route, destination), DeliveryState.Dead, Forever, long.MaxValue), atMost: 1, cancellation);
                return true;
            }
        }

        return false;
    }

    public async ValueTask<int> RemoveAsync(Retention retention, int atMost, CancellationToken cancellation)
    {
        var removed = 0;
        while (true)
        {
            var most = Math.Min(atMost - removed, MostRemovedAtOnce);
            var answer = await DeliveryScripts.Remove.EvaluateAsync(
                commands,
                [keys.Queues(retention.Queue.Route)],
                [
                    retention.Queue.Destination,
                    DeliveryText.State(retention.State),
                    DeliveryText.Span(retention.Age),
                    retention.Bytes,
                    most,
                    (long)ConsumerIsGone.TotalMilliseconds,
                ],
                cancellation);
            removed += (int)answer;
            if ((int)answer < most || removed == atMost)
            {
                return removed;
            }
        }
    }

    private static EventRecord ReadEvent(string route, Guid id, int length, RedisResult[] fields)
    {
        var values = new Dictionary<string, RedisResult>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < fields.Length; i += 2)
        {
            values[(string)fields[i]!] = fields[i + 1];
        }

        if (!values.TryGetValue("received", out var received) || !values.TryGetValue("about", out var about))
        {
            throw DeliveryText.Foreign();
        }

        var content = values.TryGetValue("content", out var along) ? (byte[])along! : [];
        var whole = DeliveryText.ReadEvent(route, id, (string)received!, (byte[])about!, content);
        var without = whole with { Content = default };
        return new EventRecord(whole, [
            .. values.Where(field => field.Key.StartsWith("d:", StringComparison.Ordinal))
                .OrderBy(field => field.Key, StringComparer.Ordinal)
                .Select(field => DeliveryText.ReadDelivery(
                    without,
                    field.Key[2..],
                    (string)field.Value!,
                    values.TryGetValue("h:" + field.Key[2..], out var history) ? (byte[])history! : [],
                    length)),
        ])
        {
            ContentLength = length,
        };
    }

    /// <summary>Of every route: nothing else tells which one it was.</summary>
    private async Task<(string Route, RedisResult[] Answer)[]> ReadAsync(Guid id, CancellationToken cancellation) =>
        await Task.WhenAll((await routes.AllAsync(cancellation)).Select(async route => (route, (RedisResult[])(
            await DeliveryScripts.Find.EvaluateAsync(
                commands, [keys.Queues(route)], [id.ToString(), TakenDelivery.MostContent], cancellation))!)));
}
