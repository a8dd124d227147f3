namespace Gateway.Storage.Sqlite;

/// <summary>
/// What waits for the writer, and what it has in hand: bounded in number and in time. Whoever asks holds the gate for
/// as long as it takes to add to a list; nobody holds it during a transaction.
/// </summary>
/// <param name="timeout">How long an operation may take, waiting and transaction together.</param>
/// <param name="clock">Measures it.</param>
internal sealed class SqliteQueue(TimeSpan timeout, TimeProvider clock)
{
    /// <summary>Far above what a disk that writes ever has before it, and little memory.</summary>
    public const int MostWaiting = 4096;

    private readonly object _gate = new(); // Waited on, which a Lock cannot be.
    private List<SqliteOperation> _waiting = [];
    private List<SqliteOperation> _inHand = [];
    private bool _isSilent; // Something was left undone for too long, and the writer has not come back since.
    private bool _isRung;
    private bool _isClosed;

    /// <exception cref="StoreUnavailableException">The writer does not get on, or has too much before it.</exception>
    public void Add(SqliteOperation operation)
    {
        operation.Since = clock.GetTimestamp();
        lock (_gate)
        {
            if (_isClosed)
            {
                throw new StoreUnavailableException("The store's file is closed: the gateway is being stopped.");
            }

            if (_isSilent)
            {
                throw Late(); // It would only wait for what others wait for already.
            }

            if (_waiting.Count >= MostWaiting)
            {
                throw new StoreUnavailableException($"The disk is behind: {MostWaiting} operations wait for it.");
            }

            _waiting.Add(operation);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Has the writer come round, also with nothing to write.</summary>
    public void Ring()
    {
        lock (_gate)
        {
            _isRung = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits for work and takes all of it; null once the queue is closed and empty.</summary>
    /// <param name="leftOver">What the writer has still to do besides; emptied.</param>
    /// <remarks>The list stays as it is until the next call.</remarks>
    public IReadOnlyList<SqliteOperation>? Take(List<SqliteOperation> leftOver)
    {
        lock (_gate)
        {
            _inHand.Clear();
            _isSilent = false;
            while (_waiting.Count == 0 && !_isRung && !_isClosed)
            {
                Monitor.Wait(_gate);
            }

            if (_isClosed && _waiting.Count == 0)
            {
                return null;
            }

            (_waiting, _inHand) = (_inHand, _waiting);
            _inHand.AddRange(leftOver);
            leftOver.Clear();
            _isRung = false;
            return _inHand;
        }
    }

    /// <summary>Fails what has taken too long, or will have at the next look.</summary>
    /// <param name="untilNext">When that will be.</param>
    /// <returns>Whether anything is left that may become late.</returns>
    public bool FailLate(TimeSpan untilNext)
    {
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            return FailLate(_inHand, now, untilNext) | FailLate(_waiting, now, untilNext);
        }
    }

    /// <summary>What waits is still taken; nothing is added.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.Pulse(_gate);
        }
    }

    private bool FailLate(List<SqliteOperation> operations, long now, TimeSpan untilNext)
    {
        var left = false;
        foreach (var operation in operations)
        {
            if (operation.IsSettled)
            {
                continue;
            }

            if (clock.GetElapsedTime(operation.Since, now) + untilNext > timeout)
            {
                _isSilent |= operation.TryFail(Late());
            }
            else
            {
                left = true;
            }
        }

        return left;
    }

    private StoreUnavailableException Late() =>
        new($"The disk did not take it within {timeout.TotalMilliseconds:0} ms.");
}
