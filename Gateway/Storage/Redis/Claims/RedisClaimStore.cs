using System.Collections.Concurrent;
using StackExchange.Redis;

namespace Gateway.Storage.Redis.Claims;

/// <summary>
/// Claims in Redis, shared by every replica. A claim is one key: <c>f:</c> and its owner while the event is in flight,
/// <c>p</c> once it is processed. Redis ends both. Operations that come together are one call to each node.
/// </summary>
internal sealed class RedisClaimStore(RedisCommands commands) : IClaimStore, IAsyncDisposable
{
    private static readonly RedisValue Processed = "p"u8.ToArray();
    private static readonly RedisValue Forgotten = "x"u8.ToArray(); // In calls alone; it never stands in Redis.

    private readonly RedisKeys _keys = new(commands.KeyPrefix);
    private readonly RedisReleases _releases = new(commands.Clock);

    // By route in a cluster, where a call may only have keys of one slot; a route's keys are on one. As many as there are routes.
    private readonly ConcurrentDictionary<string, RedisClaimQueue> _queues = new(StringComparer.Ordinal);
    private volatile bool _isEnding;

    public ValueTask<ClaimState> TryClaimAsync(
        ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation)
    {
        var claim = Operation(RedisClaimKind.Claim, key, InFlight(owner), lease);
        QueueOf(key.Route).Add(claim);
        return cancellation.CanBeCanceled ? GivenUpAsync(claim.Answer.AsTask(), key, owner, lease, cancellation) : claim.Answer;
    }

    public ValueTask CompleteAsync(ClaimKey key, TimeSpan timeToLive, CancellationToken cancellation)
    {
        var completion = Operation(RedisClaimKind.Complete, key, Processed, timeToLive);
        QueueOf(key.Route).Add(completion);
        return completion.End;
    }

    public ValueTask ReleaseAsync(ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation)
    {
        var release = Operation(RedisClaimKind.Release, key, InFlight(owner), lease);
        try
        {
            QueueOf(key.Route).Add(release);
        }
        catch (StoreUnavailableException)
        {
            _releases.Keep(release.Key, release.Value, lease);
            throw;
        }

        return release.End;
    }

    public async ValueTask<bool> ForgetAsync(ClaimKey key, CancellationToken cancellation)
    {
        var forgetting = Operation(RedisClaimKind.Forget, key, Forgotten, TimeSpan.Zero);
        QueueOf(key.Route).Add(forgetting); // Behind what has been asked of the event before.
        return await forgetting.Answer == ClaimState.Processed;
    }

    /// <summary>From here on nothing waits for others to come along: the process is about to end.</summary>
    public void EndGathering()
    {
        _isEnding = true;
        foreach (var queue in _queues.Values)
        {
            queue.EndGathering();
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var queue in _queues.Values)
        {
            queue.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The caller need not wait; what is claimed for it all the same is given back.</summary>
    private async ValueTask<ClaimState> GivenUpAsync(
        Task<ClaimState> answer, ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation)
    {
        try
        {
            return await answer.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            _ = ReleaseAfterAsync(answer, key, owner, lease);
            throw;
        }
    }

    private async Task ReleaseAfterAsync(Task<ClaimState> answer, ClaimKey key, ClaimOwner owner, TimeSpan lease)
    {
        try
        {
            if (await answer == ClaimState.Claimed)
            {
                await ReleaseAsync(key, owner, lease, CancellationToken.None);
            }
        }
        catch (StoreUnavailableException)
        {
            // Whatever was claimed is kept to be released, or ends with its lease.
        }
    }

    private RedisClaimQueue QueueOf(string route)
    {
        var name = commands.IsCluster ? route : "";
        return _queues.TryGetValue(name, out var queue) ? queue : AddQueue(name);
    }

    private RedisClaimQueue AddQueue(string name)
    {
        var added = new RedisClaimQueue(commands, _releases);
        var queue = _queues.GetOrAdd(name, added);
        if (queue != added)
        {
            added.Dispose();
        }

        if (_isEnding)
        {
            queue.EndGathering();
        }

        return queue;
    }

    private RedisClaimOperation Operation(RedisClaimKind kind, in ClaimKey key, RedisValue value, TimeSpan time) =>
        new(kind, _keys.Claim(key), value, Math.Max(1, time.Ticks / TimeSpan.TicksPerMillisecond), commands.Clock.GetTimestamp());

    private static RedisValue InFlight(ClaimOwner owner)
    {
        var value = new byte[2 + 32];
        "f:"u8.CopyTo(value);
        owner.Value.TryFormat(value.AsSpan(2), out _, "N");
        return value;
    }
}
