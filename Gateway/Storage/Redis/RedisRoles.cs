namespace Gateway.Storage.Redis;

/// <summary>
/// Finds out anew who is the primary, where one is not connected or says that it is none: a replica may have been promoted.
/// The library looks when a connection begins, and then once a minute at most.
/// </summary>
internal sealed class RedisRoles(RedisConnection connection, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private int _looking;

    /// <summary>Looks once, in the background, unless it is being done or has just been.</summary>
    public void Look()
    {
        if (Interlocked.Exchange(ref _looking, 1) == 0)
        {
            _ = LookAsync();
        }
    }

    private async Task LookAsync()
    {
        await connection.LookForRolesAsync();
        await Task.Delay(Pause, clock);
        Volatile.Write(ref _looking, 0);
    }
}
