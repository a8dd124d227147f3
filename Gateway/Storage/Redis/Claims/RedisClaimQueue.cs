using StackExchange.Redis;

namespace Gateway.Storage.Redis.Claims;

/// <summary>
/// What waits to be asked of one node: one call is under way, and what arrives meanwhile makes the next. So at many webhooks at
/// a time a call serves many, and at few none waits for another. What nobody waits for goes along with the next claim, or
/// by itself a few milliseconds later.
/// </summary>
internal sealed class RedisClaimQueue : IThreadPoolWorkItem, IDisposable
{
    /// <summary>In one call: Redis does nothing else meanwhile, for about half a millisecond.</summary>
    private const int MostAtOnce = 256;

    /// <summary>Far above what a Redis that answers ever has before it, and little memory.</summary>
    private const int MostWaiting = 4096;

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(3);

    private readonly RedisCommands _commands;
    private readonly RedisReleases _releases;
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private readonly List<RedisClaimOperation> _waiting = [];
    private int _claims; // Of those that wait.
    private bool _isEnding;
    private bool _isSending;
    private bool _isTimed;

    public RedisClaimQueue(RedisCommands commands, RedisReleases releases)
    {
        (_commands, _releases) = (commands, releases);
        _timer = commands.Clock.CreateTimer(
            static queue => ((RedisClaimQueue)queue!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Has it asked; the operation says how that ended.</summary>
    /// <exception cref="StoreUnavailableException">It would only join others that wait for nothing.</exception>
    public void Add(RedisClaimOperation operation)
    {
        _commands.ThrowIfSilent();
        var isClaim = operation.Kind == RedisClaimKind.Claim;
        bool isUrgent;
        lock (_gate)
        {
            if (_waiting.Count >= MostWaiting)
            {
                throw new StoreUnavailableException($"Redis is behind: {MostWaiting} operations wait for it.");
            }

            _waiting.Add(operation);
            _claims += isClaim ? 1 : 0;
            isUrgent = isClaim || _isEnding;
            if (_isSending || (!isUrgent && _isTimed))
            {
                return;
            }

            if (isUrgent)
            {
                _isSending = true;
            }
            else
            {
                _isTimed = true;
            }
        }

        if (isUrgent)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false); // A moment later, so that its neighbours come along.
        }
        else
        {
            _timer.Change(Window, Timeout.InfiniteTimeSpan);
        }
    }

    public void Execute() => _ = SendAllAsync();

    public void Dispose() => _timer.Dispose();

    /// <summary>What waits goes now, and what comes from here on at once.</summary>
    public void EndGathering()
    {
        lock (_gate)
        {
            _isEnding = true;
        }

        Ring();
    }

    private void Ring()
    {
        lock (_gate)
        {
            _isTimed = false;
            if (_isSending || _waiting.Count == 0)
            {
                return;
            }

            _isSending = true;
        }

        Execute();
    }

    private async Task SendAllAsync()
    {
        for (var isFirst = true; Take(isFirst) is { } operations; isFirst = false)
        {
            await SendAsync(operations);
        }
    }

    /// <summary>What is to be asked next; null when there is nothing that cannot wait.</summary>
    private List<RedisClaimOperation>? Take(bool isFirst)
    {
        var isTimed = false;
        lock (_gate)
        {
            if (_waiting.Count > 0 && (_claims > 0 || isFirst || _isEnding))
            {
                var count = Math.Min(MostAtOnce, _waiting.Count);
                var taken = _waiting.GetRange(0, count);
                _waiting.RemoveRange(0, count);
                foreach (var operation in taken)
                {
                    _claims -= operation.Kind == RedisClaimKind.Claim ? 1 : 0;
                }

                return taken;
            }

            _isSending = false;
            if (_waiting.Count > 0 && !_isTimed)
            {
                isTimed = _isTimed = true;
            }
        }

        if (isTimed)
        {
            _timer.Change(Window, Timeout.InfiniteTimeSpan);
        }

        return null;
    }

    /// <summary>Never fails: those who wait are told.</summary>
    private async Task SendAsync(List<RedisClaimOperation> operations)
    {
        RedisOperation? begun = null;
        IDatabase? database = null;
        try
        {
            // The deadline is that of the one who has waited longest.
            var operation = _commands.Begin(operations[0].Key) with { Started = operations[0].Started };
            begun = operation;
            database = await _commands.DatabaseAsync(operation, CancellationToken.None);
            var call = RedisClaimCall.SendAsync(database, operations);
            if (RedisClaimCall.Answer(await operation.BeforeDeadlineAsync(call, CancellationToken.None), operations) is { } problem)
            {
                throw new RedisServerException(RedisErrorKind.Unknown, CommandFlags.None, problem);
            }

            _releases.Resend(database);
        }
#pragma warning disable CA1031 // Do not catch general exception types: whatever it is, somebody waits to be told.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Fail(operations, begun is { } operation && RedisCommands.IsRedisFailure(failure)
                ? _commands.Unavailable(failure, operation, CancellationToken.None)
                : failure, database);
        }
        finally
        {
            begun?.Dispose();
        }
    }

    private void Fail(List<RedisClaimOperation> operations, Exception failure, IDatabase? database)
    {
        foreach (var operation in operations)
        {
            if (operation.IsAnswered)
            {
                continue;
            }

            var lease = TimeSpan.FromMilliseconds(operation.Milliseconds);
            switch (operation.Kind)
            {
                case RedisClaimKind.Claim when database is not null:
                    // The answer may have been lost after Redis had claimed the event, or the claim is carried out yet.
                    _releases.Send(database, operation.Key, operation.Value, lease);
                    break;
                case RedisClaimKind.Release:
                    _releases.Keep(operation.Key, operation.Value, lease);
                    break;
                default:
                    break;
            }

            operation.Fail(failure);
        }
    }
}
