using Gateway.Observability;
using Gateway.Storage.Redis;
using Gateway.Storage.Sqlite;
using Gateway.Storage.Sqlite.Claims;
using StackExchange.Redis;

namespace Gateway.Benchmarks.Load;

/// <summary>Puts processed events into stores that outlive a gateway, as a gateway would have left them.</summary>
internal static class FilledStore
{
    /// <summary>Of commands to Redis, or of events that the file's writer is given: then it is waited for.</summary>
    private const int AtOnce = 16_384;

    /// <summary>In front of the file: some more than a gateway has there before it moves them into a run.</summary>
    private const int MostInFront = 3 * ClaimFold.Lines;

    /// <summary>Through the product's own store, with what it builds meanwhile.</summary>
    public static async Task SqliteAsync(string path, int count, CancellationToken cancellation)
    {
        using var metrics = new GatewayMetrics();
        var options = new SqliteOptions { Path = path, Timeout = TimeSpan.FromSeconds(30) };
        await using var database = SqliteDatabase.Open(options, TimeProvider.System, metrics);
        var store = new SqliteClaimStoreBehind(database);
        var never = RememberedIds.KeyOf(long.MaxValue);
        for (var number = 0; number < count; number++)
        {
            await store.CompleteAsync(RememberedIds.KeyOf(number), RememberedIds.TimeToLive, cancellation);
            if ((number + 1) % AtOnce == 0)
            {
                do
                {
                    await store.ForgetAsync(never, cancellation); // Answered when all before it is in the file; each time a fold goes on.
                }
                while (database.Claims.Front.Count > MostInFront);
            }
        }

        await store.ForgetAsync(never, cancellation);
    }

    /// <summary>One command each, as a completion, without waiting for each.</summary>
    public static async Task RedisAsync(int port, int count)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{port}");
        var database = connection.GetDatabase();
        var keys = new RedisKeys(new RedisOptions { Configuration = "" }.KeyPrefix);
        RedisValue processed = "p"u8.ToArray();
        for (var number = 0; number < count; number++)
        {
            var isLast = number + 1 == count || (number + 1) % AtOnce == 0;
            var set = database.StringSetAsync(
                keys.Claim(RememberedIds.KeyOf(number)), processed, RememberedIds.TimeToLive, flags: isLast ? CommandFlags.None : CommandFlags.FireAndForget);
            if (isLast)
            {
                await set; // Answered in order.
            }
        }
    }
}
