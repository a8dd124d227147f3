using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Memory.Deliveries;

/// <summary>
/// Deliveries kept in this process: for tests, and for who can do without what waits when it ends. One lock, held for what
/// one delivery takes, or one page.
/// </summary>
/// <param name="claims">Of the same process. The lock is held around them: an acceptance is seen as a whole.</param>
/// <param name="clock">Read as a monotonic clock: a correction of the wall clock makes nothing due.</param>
/// <param name="capacity">How many bytes all of it may take, about; an event that needs more is refused.</param>
internal sealed partial class MemoryDeliveryStore(MemoryClaimStore claims, TimeProvider clock, long capacity = 256L * 1024 * 1024)
    : IDeliveryQueue, IDeliveryArchive
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, MemoryEvent> _events = [];
    private readonly Dictionary<QueueName, MemoryQueue> _queues = [];
    private readonly long _start = clock.GetTimestamp();
    private readonly long _base = Microseconds.Of(clock.GetUtcNow());
    private long _bytes;
    private long _lastQueued;
    private long _lastNumber;

    public ValueTask<AcceptState> AcceptAsync(Acceptance acceptance, CancellationToken cancellation)
    {
        var added = new MemoryEvent(acceptance.Event);
        lock (_gate)
        {
            return new(acceptance.Claim is { } claim ? Accept(acceptance, added, claim) : Accept(acceptance, added));
        }
    }

    public ValueTask<IReadOnlyList<TakenDelivery>> TakeAsync(
        QueueName queue, int atMost, TimeSpan lease, CancellationToken cancellation)
    {
        List<TakenDelivery> taken = [];
        lock (_gate)
        {
            if (_queues.TryGetValue(queue, out var deliveries))
            {
                var now = Now();
                var end = Math.Max(Later(now, lease), now + 1); // Or it would be taken again right here.
                var room = TakenDelivery.MostContents;
                while (taken.Count < atMost && deliveries.Take(now, end) is { } delivery)
                {
                    taken.Add(delivery.ToTaken(room));
                    room -= taken[^1].Event.Content.Length;
                }
            }
        }

        return new(taken);
    }

    public ValueTask RenewAsync(QueueName queue, IReadOnlyList<TakenDelivery> held, TimeSpan lease, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var end = Later(Now(), lease);
            foreach (var taken in held)
            {
                if (Find(taken.Event.Id, queue.Destination) is { } delivery && IsHeld(delivery, taken))
                {
                    delivery.Queue.Renew(delivery, end);
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> ReadContentAsync(StoredEvent stored, Memory<byte> destination, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte> content;
        lock (_gate)
        {
            if (!_events.TryGetValue(stored.Id, out var found))
            {
                return new(false);
            }

            content = found.Stored.Content; // Never changed: it is copied when nobody waits for it.
        }

        if (content.Length != destination.Length)
        {
            return new(false);
        }

        content.CopyTo(destination);
        return new(true);
    }

    public ValueTask SettleAsync(DeliverySettlement settlement, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (Settled(settlement) is { } delivery)
            {
                _bytes += settlement.History.Length - delivery.History.Length;
                delivery.History = settlement.History;
                if (settlement.State == DeliveryState.Waiting)
                {
                    delivery.Queue.PutBack(delivery, Later(Now(), settlement.After));
                }
                else
                {
                    delivery.Queue.End(delivery, settlement.State, settlement.Reason, Now());
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<QueueStatus>> StatusAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new(_queues.Values.Select(queue => queue.Status).ToList());
        }
    }

    private static long Later(long now, TimeSpan after) => now + Math.Min(Microseconds.Of(after), long.MaxValue - now);

    private long Now() => _base + Microseconds.Of(clock.GetElapsedTime(_start));

    private AcceptState Accept(Acceptance acceptance, MemoryEvent added, Claim claim)
    {
        var held = claims.TryClaim(claim.Key, claim.Owner, claim.Lease);
        if (held != ClaimState.Claimed)
        {
            return held == ClaimState.InFlight ? AcceptState.InFlight : AcceptState.Processed;
        }

        var state = Accept(acceptance, added);
        if (state == AcceptState.Full)
        {
            claims.Release(claim.Key, claim.Owner);
        }
        else
        {
            claims.Complete(claim.Key, claim.TimeToLive);
        }

        return state;
    }

    private AcceptState Accept(Acceptance acceptance, MemoryEvent added)
    {
        if (_events.ContainsKey(added.Stored.Id))
        {
            return AcceptState.Processed; // Asked for again.
        }

        if (!HasRoom(acceptance, added))
        {
            return AcceptState.Full;
        }

        var now = Now();
        added.CopyContent();
        _events.Add(added.Stored.Id, added);
        _bytes += added.Size;
        foreach (var destination in acceptance.Destinations)
        {
            var queue = QueueOf(new QueueName(added.Stored.Route, destination));
            var delivery = new MemoryDelivery(added, queue, acceptance.OrderKey, ++_lastNumber);
            added.Deliveries.Add(delivery);
            _listed.Add(new Listed(delivery.Place, delivery));
            _bytes += delivery.Size;
            queue.Add(delivery, NextQueued(now), now);
        }

        return AcceptState.Accepted;
    }

    private bool HasRoom(Acceptance acceptance, MemoryEvent added)
    {
        foreach (var destination in acceptance.Destinations)
        {
            if (_queues.TryGetValue(new QueueName(added.Stored.Route, destination), out var queue) && queue.Open >= acceptance.MaxOpen)
            {
                return false;
            }
        }

        return _bytes + added.Size <= capacity;
    }

    private MemoryQueue QueueOf(QueueName name)
    {
        if (!_queues.TryGetValue(name, out var queue))
        {
            _queues.Add(name, queue = new MemoryQueue(name));
        }

        return queue;
    }

    private long NextQueued(long now) => _lastQueued = Math.Max(now, _lastQueued + 1);

    /// <summary>The delivery that the settlement is about, if it counts.</summary>
    private MemoryDelivery? Settled(DeliverySettlement settlement)
    {
        var taken = settlement.Delivery;
        if (Find(taken.Event.Id, taken.Queue.Destination) is not { } delivery)
        {
            return null; // Removed.
        }

        var counts = settlement.State == DeliveryState.Delivered
            ? delivery.State != DeliveryState.Delivered && IsOfSameTurn(delivery, taken)
            : IsHeld(delivery, taken);
        return counts ? delivery : null;
    }

    /// <summary>Whether nobody else has taken it since.</summary>
    private static bool IsHeld(MemoryDelivery delivery, TakenDelivery taken) =>
        delivery.IsTaken && delivery.Takes == taken.Takes && IsOfSameTurn(delivery, taken);

    /// <summary>Whether it has not been redelivered since.</summary>
    private static bool IsOfSameTurn(MemoryDelivery delivery, TakenDelivery taken) =>
        delivery.Queued == Microseconds.Of(taken.QueuedAt);

    private MemoryDelivery? Find(Guid id, string destination) =>
        _events.TryGetValue(id, out var found) ? found.DeliveryTo(destination) : null;
}
