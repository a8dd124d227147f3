using Gateway.Observability;
using Gateway.Storage.Sqlite;
using Gateway.Storage.Sqlite.Claims;

namespace Gateway.Benchmarks.Load;

/// <summary>Puts processed events into a file, as a gateway would have left them.</summary>
internal static class FilledFile
{
    /// <summary>Events that the file's writer is given before it is waited for.</summary>
    private const int AtOnce = 16_384;

    /// <summary>In front of the file: some more than a gateway has there before it moves them into a run.</summary>
    private const int MostInFront = 3 * ClaimFold.Lines;

    /// <summary>Through the product's own store, with what it builds meanwhile.</summary>
    public static async Task FillAsync(string path, int count, CancellationToken cancellation)
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
}
