using StackExchange.Redis;

namespace Gateway.Storage.Redis;

/// <summary>
/// Once Redis has left an operation unanswered, asks it one thing at a time until it answers, so that requests need not
/// find out, each by waiting for a whole deadline.
/// </summary>
/// <remarks>
/// In a cluster one node that hangs suspends all of them, until it answers or is replaced. That is shorter than it
/// looks: a cluster without full coverage refuses everything anyway.
/// </remarks>
internal sealed class RedisProbe(RedisConnection connection, RedisRoles roles, TimeSpan timeout, TimeProvider clock)
{
    private const int UnansweredBeforeReconnect = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private volatile bool _silent;
    private volatile bool _stopped;
    private int _asking;

    /// <summary>Whether Redis has not been heard of since an operation was left unanswered.</summary>
    public bool IsSilent => _silent;

    public void Stop() => _stopped = true;

    /// <summary>Redis left an operation unanswered: sending more is of no use until it answers.</summary>
    /// <param name="key">What the operation was about. In a cluster its node, and no other, has to answer.</param>
    public void Start(RedisKey key)
    {
        _silent = true;
        if (Interlocked.Exchange(ref _asking, 1) == 0)
        {
            _ = AskAsync(key);
        }
    }

    private async Task AskAsync(RedisKey key)
    {
        do
        {
            for (var unanswered = 0; _silent && !_stopped;)
            {
                if (connection.Database is not { } database || unanswered == UnansweredBeforeReconnect)
                {
                    await ReconnectAsync();
                    unanswered = 0;
                }
                else if (!await AskOnceAsync(database, key))
                {
                    unanswered++;
                }
            }

            Volatile.Write(ref _asking, 0);
        }
        while (_silent && !_stopped && Interlocked.Exchange(ref _asking, 1) == 0); // Silent again just now.
    }

    private async Task ReconnectAsync()
    {
        if (connection.Opening.IsCompleted)
        {
            await Task.Delay(Pause, clock);
            await connection.OpenAsync();
        }
        else
        {
            await connection.Opening;
        }
    }

    /// <summary>False if there was no answer in time; true also when there is no connection, which is known at once.</summary>
    private async Task<bool> AskOnceAsync(IDatabase database, RedisKey key)
    {
        try
        {
            var answer = database.KeyExistsAsync(key, CommandFlags.DemandMaster);
            _ = answer.ContinueWith(
                Heard, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            await answer.WaitAsync(timeout, clock);
        }
        catch (TimeoutException)
        {
            return false;
        }
#pragma warning disable CA1031 // Do not catch general exception types: if this ended, Redis would be silent for ever.
        catch
#pragma warning restore CA1031
        {
            roles.Look(); // The library reconnects on its own, but to a server that may not be the primary any more.
            await Task.Delay(Pause, clock);
        }

        return true;
    }

    /// <summary>Also long after the deadline. A refusal is an answer.</summary>
    private void Heard(Task answer)
    {
        if (answer.IsCompletedSuccessfully || answer.Exception?.InnerException is RedisServerException)
        {
            _silent = false;
        }
    }
}
