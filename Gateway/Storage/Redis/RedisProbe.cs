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
internal sealed class RedisProbe(RedisConnection connection, TimeSpan timeout, TimeProvider clock)
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
    /// <param name="unanswered">The command, which may be answered yet.</param>
    public void Start(RedisKey key, Task? unanswered)
    {
        _silent = true;
        _ = unanswered?.ContinueWith(
            Heard, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        if (Interlocked.Exchange(ref _asking, 1) == 0)
        {
            _ = AskAsync(key);
        }
    }

    private async Task AskAsync(RedisKey key)
    {
        do
        {
            for (var asked = 1; _silent && !_stopped; asked++)
            {
                await AskOnceAsync(key, reconnect: asked % UnansweredBeforeReconnect == 0);
            }

            Volatile.Write(ref _asking, 0);
        }
        while (_silent && !_stopped && Interlocked.Exchange(ref _asking, 1) == 0); // Silent again just now.
    }

    private async Task AskOnceAsync(RedisKey key, bool reconnect)
    {
        try
        {
            if (!connection.Opening.IsCompleted)
            {
                await connection.Opening;
            }

            if (connection.Database is not { } database || reconnect)
            {
                await Task.Delay(Pause, clock);
                await connection.OpenAsync();
                return;
            }

            var answer = database.KeyExistsAsync(key, CommandFlags.DemandMaster);
            _ = answer.ContinueWith(
                Heard, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            await answer.WaitAsync(timeout, clock);
        }
        catch (RedisServerException)
        {
            _silent = false; // A refusal is an answer.
        }
        catch (TimeoutException)
        {
            // Has taken its time: ask again.
        }
#pragma warning disable CA1031 // Do not catch general exception types: if this ended, Redis would be silent for ever.
        catch
#pragma warning restore CA1031
        {
            await Task.Delay(Pause, clock); // Not connected, which is known at once.
        }
    }

    private void Heard(Task answer)
    {
        if (answer.IsCompletedSuccessfully || answer.Exception?.InnerException is RedisServerException)
        {
            _silent = false;
        }
    }
}
