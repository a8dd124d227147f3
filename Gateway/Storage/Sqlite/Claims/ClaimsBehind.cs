namespace Gateway.Storage.Sqlite.Claims;

/// <summary>
/// What has been answered before it is in the file: what gathers within a few milliseconds goes there with the next transaction.
/// If the disk refuses it, or does not take it in time, nothing more is answered that way until it does.
/// </summary>
internal sealed class ClaimsBehind : IDisposable
{
    /// <summary>Far more than gathers in a window, and little memory.</summary>
    private const int Most = 100_000;

    /// <summary>With a commit behind it, answers are in the file within twice that.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(10);

    /// <summary>What could not be written is tried again then.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private List<ClaimRecord> _gathered = [];
    private List<ClaimRecord> _inHand = []; // Of the transaction that runs.
    private long _since;                    // Of the oldest that is not in the file.
    private bool _isRefused;                // By the disk, and not taken since.
    private bool _isClosed;

    /// <param name="timeout">How long the disk may take.</param>
    /// <param name="clock">Measures it.</param>
    /// <param name="ring">Has the writer come round.</param>
    public ClaimsBehind(TimeSpan timeout, TimeProvider clock, Action ring)
    {
        (_timeout, _clock) = (timeout, clock);
        _timer = clock.CreateTimer(static ring => ((Action)ring!)(), ring, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <exception cref="StoreUnavailableException">The disk does not get on: more is not to be promised.</exception>
    public void ThrowIfLate()
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                throw new StoreUnavailableException("The store's file is closed: the gateway is being stopped.");
            }

            if (_isRefused)
            {
                throw new StoreUnavailableException("The disk has not taken what was answered last.");
            }

            var waiting = _gathered.Count + _inHand.Count;
            if (waiting > 0 && (waiting >= Most || _clock.GetElapsedTime(_since) > _timeout))
            {
                throw new StoreUnavailableException($"The disk did not take it within {_timeout.TotalMilliseconds:0} ms.");
            }
        }
    }

    /// <exception cref="StoreUnavailableException">The file is closed.</exception>
    public void Add(in ClaimRecord record)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                throw new StoreUnavailableException("The store's file is closed: the gateway is being stopped.");
            }

            _gathered.Add(record);
            if (_gathered.Count > 1 || _inHand.Count > 0)
            {
                return; // The timer runs, or is set when the transaction ends.
            }

            _since = _clock.GetTimestamp();
        }

        _timer.Change(Window, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What the transaction that begins is to write.</summary>
    public IReadOnlyList<ClaimRecord> Take()
    {
        lock (_gate)
        {
            (_gathered, _inHand) = (_inHand, _gathered);
            return _inHand;
        }
    }

    public void Committed() => Ended(isDone: true);

    public void RolledBack() => Ended(isDone: false);

    /// <summary>It was written by itself, and the disk did not take it: until it does, nothing more is answered ahead of it.</summary>
    public void Refused()
    {
        lock (_gate)
        {
            _isRefused = _gathered.Count > 0;
        }
    }

    /// <summary>Nothing more is taken; what has been taken is still to be written.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Ended(bool isDone)
    {
        lock (_gate)
        {
            if (!isDone && _inHand.Count > 0)
            {
                _inHand.AddRange(_gathered);
                (_gathered, _inHand) = (_inHand, _gathered); // As old as before.
            }
            else if (_inHand.Count > 0)
            {
                _isRefused = false;
                _since = _clock.GetTimestamp(); // The oldest of what has gathered meanwhile is younger than that transaction.
            }

            _inHand.Clear();
            if (_gathered.Count == 0)
            {
                return;
            }
        }

        _timer.Change(isDone ? Window : Pause, Timeout.InfiniteTimeSpan);
    }
}
