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

    public async ValueTask<ClaimState> TryClaimAsync(
        ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation)
    {
        using var operation = await commands.BeginAsync(_keys.Claim(key), cancellation);
        var inFlight = InFlight(owner);
        try
        {
            var state = await TryClaimAsync(operation, inFlight, lease, cancellation);
            _releases.Resend(operation.Database);
            return state;
        }
        catch (Exception failure) when (failure is StoreUnavailableException or OperationCanceledException)
        {
            // The answer may have been lost after Redis had claimed the event, or the claim may be carried out yet.
            _releases.Send(operation, inFlight, lease);
            throw;
        }
    }

    public async ValueTask CompleteAsync(ClaimKey key, TimeSpan timeToLive, CancellationToken cancellation)
    {
        using var operation = await commands.BeginAsync(_keys.Claim(key), cancellation);
        await commands.SendAsync(
            operation,
            static (database, key, timeToLive) => database.StringSetAsync(key, Processed, timeToLive),
            WholeMilliseconds(timeToLive),
            cancellation);
    }

    public async ValueTask ReleaseAsync(ClaimKey key, ClaimOwner owner, CancellationToken cancellation)
    {
        using var operation = await commands.BeginAsync(_keys.Claim(key), cancellation);
        await commands.SendAsync(
            operation,
            static (database, key, inFlight) => database.ScriptEvaluateAsync(
                RedisReleases.Script, [key], [inFlight], CommandFlags.NoScriptCache),
            InFlight(owner),
            cancellation);
    }

    private async ValueTask<ClaimState> TryClaimAsync(
        RedisOperation operation, RedisValue inFlight, TimeSpan lease, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var claimed = await commands.SendAsync(
                operation,
                static (database, key, claim) =>
                    database.StringSetAsync(key, claim.Value, claim.Lease, When.NotExists),
                (Value: inFlight, Lease: WholeMilliseconds(lease)),
                cancellation);
            if (claimed)
            {
                return ClaimState.Claimed;
            }

            var holder = await commands.SendAsync(
                operation,
                // A replica may not have heard of the claim yet.
                static (database, key, _) => database.StringGetAsync(key, CommandFlags.DemandMaster),
                state: 0,
                cancellation);
            if (!holder.IsNull) // Else it ended between the two: try again.
            {
                return StateOf(holder);
            }
        }

        throw new StoreUnavailableException("The claim ended and was taken again each time it was read.");
    }

    private static ClaimState StateOf(RedisValue holder) => (byte[]?)holder switch
    {
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
