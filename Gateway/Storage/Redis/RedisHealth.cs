using StackExchange.Redis;

namespace Gateway.Storage.Redis;

/// <summary>
/// Asks Redis for a key rather than for a PONG: a node answers a PING while it refuses every key, because its cluster
/// is down, it is still loading, or the password is wrong.
/// </summary>
internal sealed class RedisHealth(RedisCommands commands) : IStoreHealth
{
    private readonly RedisKeys _keys = new(commands.KeyPrefix);

    public string Name => "redis";

    public async ValueTask<bool> IsAvailableAsync(CancellationToken cancellation)
    {
        try
        {
            await commands.SendAsync(
                _keys.Health,
                static (database, key, _) => database.KeyExistsAsync(key, CommandFlags.DemandMaster),
                state: 0,
                cancellation);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}
