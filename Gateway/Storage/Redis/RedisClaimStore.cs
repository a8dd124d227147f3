using System.Runtime.CompilerServices;
using StackExchange.Redis;

namespace Gateway.Storage.Redis;

/// <summary>
/// Claims in Redis, shared by every replica. A claim is one key: <c>f:</c> and its owner while the event is in flight,
/// <c>p</c> once it is processed. Redis ends both.
/// </summary>
internal sealed class RedisClaimStore(RedisCommands commands) : IClaimStore
{
    private const int MostAttempts = 3;

    private static readonly RedisValue Processed = "p"u8.ToArray();

    private readonly RedisKeys _keys = new(commands.KeyPrefix);
    private readonly RedisReleases _releases = new(commands.Clock);

    public ValueTask<ClaimState> TryClaimAsync(
        ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation) =>
        TryClaimAsync(commands.Begin(_keys.Claim(key)), InFlight(owner), lease, cancellation);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask CompleteAsync(ClaimKey key, TimeSpan timeToLive, CancellationToken cancellation) =>
        await commands.SendAsync(
            _keys.Claim(key),
            static (database, key, timeToLive) => database.StringSetAsync(key, Processed, timeToLive),
            WholeMilliseconds(timeToLive),
            cancellation);

    public async ValueTask ReleaseAsync(ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation)
    {
        var name = _keys.Claim(key);
        var inFlight = InFlight(owner);
        try
        {
            await commands.SendAsync(
                name,
                static (database, key, inFlight) => RedisReleases.ReleaseAsync(database, key, inFlight),
                inFlight,
                cancellation);
        }
        catch (Exception failure) when (RedisCommands.IsRedisFailure(failure))
        {
            _releases.Keep(name, inFlight, lease);
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ClaimState> TryClaimAsync(
        RedisOperation operation, RedisValue inFlight, TimeSpan lease, CancellationToken cancellation)
    {
        using var ended = operation;
        IDatabase? database = null;
        try
        {
            database = await commands.DatabaseAsync(operation, cancellation);
            for (var attempt = 0; attempt < MostAttempts; attempt++)
            {
                var claim = database.StringSetAsync(
                    operation.Key, inFlight, WholeMilliseconds(lease), When.NotExists);
                if (await operation.BeforeDeadlineAsync(claim, cancellation))
                {
                    _releases.Resend(database);
                    return ClaimState.Claimed;
                }

                // Of the primary: a replica may not have heard of the claim yet.
                var holder = database.StringGetAsync(operation.Key, CommandFlags.DemandMaster);
                var state = StateOf(await operation.BeforeDeadlineAsync(holder, cancellation));
                if (state != ClaimState.Unknown)
                {
                    _releases.Resend(database);
                    return state;
                }
            }

            throw new StoreUnavailableException("The claim ended and was taken again each time it was read.");
        }
        catch (Exception failure) when (RedisCommands.IsRedisFailure(failure))
        {
            if (database is not null)
            {
                // The answer may have been lost after Redis had claimed the event, or the claim is carried out yet.
                _releases.Send(database, operation.Key, inFlight, lease);
            }

            throw commands.Unavailable(failure, operation, cancellation);
        }
    }

    /// <summary>Unknown if the claim ended before it could be read.</summary>
    private static ClaimState StateOf(RedisValue holder) => (byte[]?)holder switch
    {
        null => ClaimState.Unknown,
        [(byte)'p'] => ClaimState.Processed,
        [(byte)'f', (byte)':', ..] => ClaimState.InFlight,
        _ => throw new StoreUnavailableException("The claim in Redis was not written by the gateway."),
    };

    private static RedisValue InFlight(ClaimOwner owner)
    {
        var value = new byte[2 + 32];
        "f:"u8.CopyTo(value);
        owner.Value.TryFormat(value.AsSpan(2), out _, "N");
        return value;
    }

    /// <summary>Redis counts in milliseconds and refuses a time of none.</summary>
    private static TimeSpan WholeMilliseconds(TimeSpan time) =>
        TimeSpan.FromMilliseconds(Math.Max(1, time.Ticks / TimeSpan.TicksPerMillisecond));
}
