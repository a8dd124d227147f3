using System.Globalization;
using System.Security.Cryptography;
using Gateway.Storage.Deliveries;
using StackExchange.Redis;

namespace Gateway.Storage.Redis.Deliveries;

/// <summary>The queues in Redis.</summary>
internal sealed class RedisDeliveryQueue(RedisCommands commands, RedisKeys keys, RedisRoutes routes) : IDeliveryQueue
{
    private const int MostAtOnce = 1000;

    private readonly RedisContents _contents = new(commands, keys);

    /// <summary>The name of this process in the groups: recognisable, and nobody else's.</summary>
    private readonly string _consumer =
        $"{Environment.MachineName}-{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";

    public async ValueTask<AcceptState> AcceptAsync(Acceptance acceptance, CancellationToken cancellation)
    {
        var started = commands.Clock.GetTimestamp();
        var route = acceptance.Event.Route;
        await routes.RememberAsync(route, cancellation);
        RedisKey[] touched = acceptance.Claim is { } claim
            ? [keys.Queues(route), keys.Claim(claim.Key)]
            : [keys.Queues(route)];
        var answer = (RedisResult[])(await SendAsync(acceptance, touched, cancellation))!;
        var state = (string?)answer[0] switch
        {
            "accepted" => AcceptState.Accepted,
            "processed" => AcceptState.Processed,
            "in flight" => AcceptState.InFlight,
            "full" => AcceptState.Full,
            "incomplete" => throw new StoreUnavailableException("A part of the content was lost on its way into Redis."),
            _ => throw new StoreUnavailableException("The claim in Redis was not written by the gateway."),
        };

        // A duplicate, too: its first copy may have been answered 503 because this had failed.
        if (commands.Replicas.AreAsked && state is AcceptState.Accepted or AcceptState.Processed)
        {
            await commands.Replicas.ConfirmAsync(route, keys.Barrier(route), (string)answer[1]!, started, cancellation);
        }

        return state;
    }

    public async ValueTask<IReadOnlyList<TakenDelivery>> TakeAsync(
        QueueName queue, int atMost, TimeSpan lease, CancellationToken cancellation)
    {
        var answer = await DeliveryScripts.Take.EvaluateAsync(
            commands,
            [keys.Queues(queue.Route)],
            [
                queue.Destination,
                _consumer,
                Math.Min(atMost, MostAtOnce),
                DeliveryText.Span(lease),
                TakenDelivery.MostContents,
                TakenDelivery.MostContent,
            ],
            cancellation);
        var rows = (RedisResult[])answer!;
        var taken = new TakenDelivery[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            taken[i] = ReadTaken(queue, (RedisResult[])rows[i]!);
        }

        if (taken.Length > 0)
        {
            // A failover may have lost it, for it is on another node.
            await routes.TryRememberAsync(queue.Route, cancellation);
        }

        return taken;
    }

    public async ValueTask RenewAsync(
        QueueName queue, IReadOnlyList<TakenDelivery> held, TimeSpan lease, CancellationToken cancellation)
    {
        const int fixedArguments = 2;
        const int each = 3;
        var arguments = new RedisValue[fixedArguments + (each * held.Count)];
        (arguments[0], arguments[1]) = (queue.Destination, DeliveryText.Span(lease));
        for (var i = 0; i < held.Count; i++)
        {
            var at = fixedArguments + (each * i);
            arguments[at] = held[i].Event.Id.ToString();
            arguments[at + 1] = DeliveryText.Microseconds(held[i].QueuedAt);
            arguments[at + 2] = held[i].Takes;
        }

        await DeliveryScripts.Renew.EvaluateAsync(commands, [keys.Queues(queue.Route)], arguments, cancellation);
    }

    public ValueTask<bool> ReadContentAsync(StoredEvent stored, Memory<byte> destination, CancellationToken cancellation) =>
        _contents.ReadAsync(stored, destination, cancellation);

    public async ValueTask SettleAsync(DeliverySettlement settlement, CancellationToken cancellation)
    {
        var taken = settlement.Delivery;
        await DeliveryScripts.Settle.EvaluateAsync(
            commands,
            [keys.Queues(taken.Queue.Route)],
            [
                taken.Event.Id.ToString(),
                taken.Queue.Destination,
                DeliveryText.State(settlement.State),
                taken.Takes,
                DeliveryText.Microseconds(taken.QueuedAt),
                DeliveryText.Bytes(settlement.History),
                DeliveryText.Span(settlement.After),
                settlement.State == DeliveryState.Dead ? settlement.Reason ?? "" : "",
            ],
            cancellation);
    }

    public async ValueTask<IReadOnlyList<QueueStatus>> StatusAsync(CancellationToken cancellation)
    {
        var known = await routes.AllAsync(cancellation);
        var answers = await Task.WhenAll(known.Select(route =>
            DeliveryScripts.Status.EvaluateAsync(commands, [keys.Queues(route)], [], cancellation).AsTask()));
        var queues = new List<QueueStatus>();
        for (var i = 0; i < answers.Length; i++)
        {
            foreach (var row in (RedisResult[])answers[i]!)
            {
                var status = ReadStatus(known[i], (RedisResult[])row!);
                if (status.Open + status.Dead + status.Delivered > 0)
                {
                    queues.Add(status);
                }
            }
        }

        return queues;
    }

    private async ValueTask<RedisResult> SendAsync(Acceptance acceptance, RedisKey[] touched, CancellationToken cancellation)
    {
        using var operation = commands.Begin(touched[0]);
        var sent = new SentContent();
        try
        {
            var database = await commands.DatabaseAsync(operation, cancellation);
            var parts = await _contents.SendPartsAsync(operation, database, acceptance.Event, sent, cancellation);
            var along = parts == 0 ? acceptance.Event.Content.Length : 0;
            await _contents.BeginToSendAsync(operation, along, cancellation);
            try
            {
                return await operation.BeforeDeadlineAsync(
                    sent.Send(DeliveryScripts.Accept.EvaluateAsync(database, touched, Arguments(acceptance, parts), CommandFlags.None)),
                    cancellation);
            }
            finally
            {
                _contents.EndSending(along);
            }
        }
        catch (Exception failure) when (RedisCommands.IsRedisFailure(failure))
        {
            throw commands.Unavailable(failure, operation, cancellation, sent.Last);
        }
    }

    private RedisValue[] Arguments(Acceptance acceptance, int parts)
    {
        const int fixedArguments = 10;
        var arguments = new RedisValue[fixedArguments + acceptance.Destinations.Count];
        arguments[0] = acceptance.Event.Id.ToString();
        arguments[1] = DeliveryText.Time(acceptance.Event.ReceivedAt);
        arguments[2] = DeliveryText.About(acceptance.Event);
        arguments[3] = parts == 0 ? acceptance.Event.Content : RedisValue.EmptyString;
        arguments[4] = acceptance.Claim is { } claim ? Math.Max(1, claim.TimeToLive.Ticks / TimeSpan.TicksPerMillisecond) : 0;
        arguments[5] = acceptance.OrderKey is { } order ? order.ToString("x32", CultureInfo.InvariantCulture) : "-";
        arguments[6] = acceptance.MaxOpen;
        arguments[7] = commands.Replicas.AreAsked;
        arguments[8] = parts;
        arguments[9] = acceptance.Event.Content.Length;
        for (var i = 0; i < acceptance.Destinations.Count; i++)
        {
            arguments[fixedArguments + i] = acceptance.Destinations[i];
        }

        return arguments;
    }

    private static TakenDelivery ReadTaken(QueueName queue, RedisResult[] row)
    {
        if (!Guid.TryParse((string?)row[0], out var id) || row[3].IsNull)
        {
            throw DeliveryText.Foreign();
        }

        var taken = DeliveryText.ReadEvent(queue.Route, id, (string)row[1]!, (byte[])row[2]!, (byte[])row[3]!);
        return new TakenDelivery(
            queue, taken, DeliveryText.ReadTime((string)row[4]!), (int)row[5], (byte[])row[6]!)
        {
            ContentLength = (int)row[7],
        };
    }

    private static QueueStatus ReadStatus(string route, RedisResult[] row)
    {
        var oldest = (string)row[4]!;
        return new QueueStatus(
            new QueueName(route, (string)row[0]!),
            (long)row[1],
            (long)row[2],
            (long)row[3],
            oldest.Length == 0 ? null : DeliveryText.ReadTime(oldest));
    }
}
