namespace Gateway.Storage.Memory;

/// <summary>
/// Claims kept in this process: for one replica that may forget at a restart. Never holds more than its capacity: when
/// full of claims that have not ended it refuses new ones, because forgetting an event early would let it through twice. A route
/// that holds few still has room then (<see cref="ClaimShares"/>).
/// </summary>
/// <param name="clock">Read as a monotonic clock: a correction of the wall clock neither ends nor prolongs a claim.</param>
/// <param name="capacity">The number of events held at once, but for the shares of routes that hold few; about 100 bytes each.</param>
internal sealed class MemoryClaimStore(TimeProvider clock, int capacity = 1_000_000) : IClaimStore, IStoreHealth
{
    private const int Shards = 16;

    /// <summary>Each claim adds one entry at most, so removing two keeps up.</summary>
    private const int RemovedAtOnce = 2;

    /// <summary>Stands where an owner stands while the event is in flight. No owner is this one.</summary>
    private static readonly Guid Processed = Guid.AllBitsSet;

    private readonly ExpiringTable<ClaimKey, Guid>[] _shards =
        [.. Enumerable.Range(0, Shards).Select(_ => new ExpiringTable<ClaimKey, Guid>())];

    private readonly long _start = clock.GetTimestamp();
    private readonly ClaimShares _shares = new(capacity);

    public string Name => "memory";

    public ValueTask<ClaimState> TryClaimAsync(
        ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation) => new(TryClaim(key, owner, lease));

    public ValueTask CompleteAsync(ClaimKey key, TimeSpan timeToLive, CancellationToken cancellation)
    {
        Complete(key, timeToLive);
        return ValueTask.CompletedTask;
    }

    public ValueTask ReleaseAsync(ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation)
    {
        Release(key, owner);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc cref="TryClaimAsync"/>
    public ClaimState TryClaim(in ClaimKey key, ClaimOwner owner, TimeSpan lease)
    {
        var now = Now();
        MakeRoom(now);
        var shard = ShardOf(key);
        lock (shard.Gate)
        {
            Forget(shard, now);
            var slot = shard.Find(key);
            if (slot < 0)
            {
                Add(shard, key, owner.Value, Later(now, lease));
                return ClaimState.Claimed;
            }

            ref var holder = ref shard.ValueAt(slot);
            if (shard.EndAt(slot) > now)
            {
                return holder == Processed ? ClaimState.Processed : ClaimState.InFlight;
            }

            holder = owner.Value;
            shard.MoveEnd(slot, Later(now, lease));
            return ClaimState.Claimed;
        }
    }

    /// <inheritdoc cref="CompleteAsync"/>
    public void Complete(in ClaimKey key, TimeSpan timeToLive)
    {
        var now = Now();
        MakeRoom(now);
        var shard = ShardOf(key);
        lock (shard.Gate)
        {
            var slot = shard.Find(key);
            if (slot < 0)
            {
                Add(shard, key, Processed, Later(now, timeToLive));
            }
            else
            {
                shard.ValueAt(slot) = Processed;
                shard.MoveEnd(slot, Later(now, timeToLive));
            }
        }
    }

    /// <inheritdoc cref="ReleaseAsync"/>
    public void Release(in ClaimKey key, ClaimOwner owner)
    {
        var shard = ShardOf(key);
        lock (shard.Gate)
        {
            var slot = shard.Find(key);
            if (slot >= 0 && shard.ValueAt(slot) == owner.Value)
            {
                shard.Remove(slot);
                _shares.GiveBack(key.Route);
            }
        }
    }

    public ValueTask<bool> ForgetAsync(ClaimKey key, CancellationToken cancellation)
    {
        var now = Now();
        var shard = ShardOf(key);
        lock (shard.Gate)
        {
            var slot = shard.Find(key);
            if (slot < 0)
            {
                return new(false);
            }

            var isKnown = shard.EndAt(slot) > now;
            shard.Remove(slot);
            _shares.GiveBack(key.Route);
            return new(isKnown);
        }
    }

    public ValueTask<bool> IsAvailableAsync(CancellationToken cancellation)
    {
        // Without this a full store that is not asked, because it is not ready, would never become ready again.
        MakeRoom(Now());
        return new(_shares.HasRoom);
    }

    private long Now() => clock.GetElapsedTime(_start).Ticks;

    private static long Later(long now, TimeSpan after) => now + Math.Min(after.Ticks, long.MaxValue - now);

    private ExpiringTable<ClaimKey, Guid> ShardOf(in ClaimKey key) => _shards[(int)(key.High & (Shards - 1))];

    private void Add(ExpiringTable<ClaimKey, Guid> shard, in ClaimKey key, Guid holder, long end)
    {
        if (!_shares.TryTake(key.Route))
        {
            throw new StoreUnavailableException($"The memory store is full: it holds {capacity} events.");
        }

        shard.Add(key, holder, end);
    }

    private void Forget(ExpiringTable<ClaimKey, Guid> shard, long now)
    {
        for (var removed = 0; removed < RemovedAtOnce && shard.TryRemoveEnded(now, out var ended); removed++)
        {
            _shares.GiveBack(ended.Route);
        }
    }

    /// <summary>A full store may hold ended entries in shards that nobody happened to ask since.</summary>
    private void MakeRoom(long now)
    {
        if (!_shares.IsFull)
        {
            return;
        }

        foreach (var shard in _shards)
        {
            lock (shard.Gate)
            {
                Forget(shard, now);
            }
        }
    }
}
