using System.Collections.Concurrent;
using StackExchange.Redis;

namespace Gateway.Storage.Redis.Claims;

/// <summary>
/// Gives up claims whose fate is unknown: sent to Redis, never confirmed. Nobody waits for these, yet until one is
/// given up the provider's retries are turned away, so those that cannot be sent are kept and sent later.
/// </summary>
internal sealed class RedisReleases(TimeProvider clock)
{
    /// <summary>Deletes the claim only if the owner still holds it.</summary>
    private const string Script =
        "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

    private const int MostPending = 4096;

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentQueue<Pending> _pending = [];
    private long _lastAttempt;

    /// <summary>Sent whole: a hash would be refused by a Redis that restarted.</summary>
    public static Task<RedisResult> ReleaseAsync(IDatabase database, RedisKey key, RedisValue owner) =>
        database.ScriptEvaluateAsync(Script, [key], [owner], CommandFlags.NoScriptCache);

    /// <summary>Sends the release behind whatever has been sent over the same connection; returns at once.</summary>
    /// <param name="database">Over which the claim was sent.</param>
    /// <param name="key">The claim.</param>
    /// <param name="owner">The value in Redis as long as the claim is held.</param>
    /// <param name="lease">After this time there is nothing to release.</param>
    public void Send(IDatabase database, RedisKey key, RedisValue owner, TimeSpan lease) =>
        _ = SendAsync(database, new Pending(key, owner, clock.GetTimestamp(), lease));

    /// <summary>Keeps a release to be sent when Redis answers.</summary>
    public void Keep(RedisKey key, RedisValue owner, TimeSpan lease) =>
        Keep(new Pending(key, owner, clock.GetTimestamp(), lease));

    /// <summary>Redis has just answered: sends what could not be sent before.</summary>
    public void Resend(IDatabase database)
    {
        if (_pending.IsEmpty)
        {
            return;
        }

        // One node may answer while another, the one in question, does not: no more than a few attempts a second.
        var last = Volatile.Read(ref _lastAttempt);
        var now = clock.GetTimestamp();
        if (clock.GetElapsedTime(last, now) < BetweenAttempts
            || Interlocked.CompareExchange(ref _lastAttempt, now, last) != last)
        {
            return;
        }

        for (var count = _pending.Count; count > 0 && _pending.TryDequeue(out var release); count--)
        {
            if (clock.GetElapsedTime(release.Since) < release.Lease)
            {
                _ = SendAsync(database, release);
            }
        }
    }

    private async Task SendAsync(IDatabase database, Pending release)
    {
        try
        {
            await ReleaseAsync(database, release.Key, release.Owner);
        }
        catch (RedisServerException)
        {
            // It would be refused again. The claim ends with its lease.
        }
        catch (Exception failure) when (RedisCommands.IsRedisFailure(failure))
        {
            Keep(release);
        }
    }

    private void Keep(in Pending release)
    {
        if (_pending.Count < MostPending)
        {
            _pending.Enqueue(release);
        }
    }

    private readonly record struct Pending(RedisKey Key, RedisValue Owner, long Since, TimeSpan Lease);
}
