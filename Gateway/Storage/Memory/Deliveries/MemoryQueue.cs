using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Memory.Deliveries;

/// <summary>The deliveries of one queue, sorted by all that is asked for. Callers hold the store's lock.</summary>
internal sealed class MemoryQueue(QueueName name)
{
    private static readonly Comparer<MemoryDelivery> ByDue = Comparer<MemoryDelivery>.Create(static (one, other) =>
        one.Due != other.Due ? one.Due.CompareTo(other.Due) : one.Number.CompareTo(other.Number));

    private static readonly Comparer<MemoryDelivery> ByQueued =
        Comparer<MemoryDelivery>.Create(static (one, other) => one.Queued.CompareTo(other.Queued));

    private readonly SortedSet<MemoryDelivery> _open = new(ByQueued);
    private readonly SortedSet<MemoryDelivery> _inTurn = new(ByDue); // Open, and not behind another.
    private readonly SortedSet<MemoryDelivery> _delivered = new(ByDue);
    private readonly SortedSet<MemoryDelivery> _dead = new(ByDue);

    // The open ones of each order key; the first has the turn.
    private readonly Dictionary<UInt128, Queue<MemoryDelivery>> _turns = [];
    private long _deliveredBytes;
    private long _deadBytes;

    public QueueName Name { get; } = name;

    public int Open => _open.Count;

    public bool IsEmpty => _open.Count == 0 && _dead.Count == 0 && _delivered.Count == 0;

    public QueueStatus Status => new(
        Name, _open.Count, _dead.Count, _delivered.Count, _open.Min is { } oldest ? Microseconds.At(oldest.Queued) : null);

    /// <summary>Opens a delivery that is in no queue, or over in this one.</summary>
    public void Add(MemoryDelivery delivery, long queued, long now)
    {
        Leave(delivery, now);
        (delivery.State, delivery.Reason, delivery.Queued) = (DeliveryState.Waiting, null, queued);
        _open.Add(delivery);
        if (delivery.OrderKey is { } key)
        {
            if (!_turns.TryGetValue(key, out var turns))
            {
                _turns.Add(key, turns = new Queue<MemoryDelivery>(capacity: 1));
            }

            turns.Enqueue(delivery);
            if (turns.Count > 1)
            {
                delivery.IsBehind = true;
                return;
            }
        }

        Wait(delivery, now);
    }

    /// <summary>The longest due, if any is.</summary>
    public MemoryDelivery? Take(long now, long leaseEnd)
    {
        if (_inTurn.Min is not { } first || first.Due > now)
        {
            return null;
        }

        _inTurn.Remove(first);
        Wait(first, leaseEnd);
        first.IsTaken = true;
        first.Takes++;
        return first;
    }

    /// <summary>Lets one that is taken stay so for longer.</summary>
    public void Renew(MemoryDelivery delivery, long leaseEnd)
    {
        _inTurn.Remove(delivery);
        Wait(delivery, leaseEnd);
    }

    /// <summary>Lets one that is taken wait for a time.</summary>
    public void PutBack(MemoryDelivery delivery, long due)
    {
        _inTurn.Remove(delivery);
        Wait(delivery, due);
        delivery.IsTaken = false;
    }

    /// <summary>Ends one that has the turn, or that is dead.</summary>
    public void End(MemoryDelivery delivery, DeliveryState state, string? reason, long now)
    {
        Leave(delivery, now);
        (delivery.State, delivery.Reason, delivery.Due) = (state, reason, now);
        Over(state).Add(delivery);
        Count(state, delivery.Bytes);
    }

    /// <summary>The first to be removed of what is over, if anything is.</summary>
    public MemoryDelivery? FirstBeyond(Retention retention, long now)
    {
        var bytes = retention.State == DeliveryState.Dead ? _deadBytes : _deliveredBytes;
        return Over(retention.State).Min is { } oldest && (bytes > retention.Bytes || oldest.Due <= now - Microseconds.Of(retention.Age))
            ? oldest
            : null;
    }

    /// <summary>Takes a delivery out of all it is in.</summary>
    public void Leave(MemoryDelivery delivery, long now)
    {
        switch (delivery.State)
        {
            case DeliveryState.Waiting:
                _open.Remove(delivery);
                _inTurn.Remove(delivery);
                delivery.IsTaken = false;
                HandOn(delivery, now);
                break;
            case DeliveryState.Delivered or DeliveryState.Dead:
                Over(delivery.State).Remove(delivery);
                Count(delivery.State, -delivery.Bytes);
                break;
            default:
                break; // In none yet.
        }
    }

    private void HandOn(MemoryDelivery delivery, long now)
    {
        if (delivery.OrderKey is not { } key)
        {
            return;
        }

        var turns = _turns[key];
        turns.Dequeue(); // Only who has the turn can be settled, and is so before it leaves.
        if (turns.TryPeek(out var next))
        {
            next.IsBehind = false;
            Wait(next, Math.Min(next.Queued, now)); // So long it has been waiting; times of queueing may run ahead a little.
        }
        else
        {
            _turns.Remove(key);
        }
    }

    private void Wait(MemoryDelivery delivery, long due)
    {
        delivery.Due = due;
        _inTurn.Add(delivery);
    }

    private SortedSet<MemoryDelivery> Over(DeliveryState state) => state == DeliveryState.Dead ? _dead : _delivered;

    private void Count(DeliveryState state, int bytes)
    {
        if (state == DeliveryState.Dead)
        {
            _deadBytes += bytes;
        }
        else
        {
            _deliveredBytes += bytes;
        }
    }
}
