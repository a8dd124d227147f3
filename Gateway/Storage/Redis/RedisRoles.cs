namespace Gateway.Storage.Redis;

/// <summary>
/// Finds out anew who is the primary, where one is not connected or says that it is none: a replica may have been promoted.
/// The library looks when a connection begins, and then once a minute at most. With sentinels it is found out all the time:
/// a primary that was cut off from them has a successor, and what it still takes is lost.
/// </summary>
internal sealed class RedisRoles(RedisConnection connection, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private volatile bool _stopped;
    private int _looking;

    /// <summary>Begins to follow what the sentinels say, if there are any.</summary>
    public void Start()
    {
        if (connection.HasSentinels)
        {
            _ = FollowAsync();
        }
    }

    public void Stop() => _stopped = true;

    /// <summary>Looks once, in the background, unless it is being done or has just been.</summary>
    public void Look()
    {
        if (Interlocked.Exchange(ref _looking, 1) == 0)
        {
            _ = LookAsync();
        }
    }

    private async Task FollowAsync()
    {
        while (!_stopped)
        {
            await Task.Delay(Pause, clock);
            await connection.FollowPrimaryAsync();
        }
    }

    private async Task LookAsync()
    {
        if (!await connection.FollowPrimaryAsync())
        {
            await connection.LookForRolesAsync();
        }

        await Task.Delay(Pause, clock);
        Volatile.Write(ref _looking, 0);
    }
}
