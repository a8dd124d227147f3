using System.IO.Pipelines;

namespace Gateway.Verification.Body;

/// <summary>
/// The time that a body may take, counted in parts while the process runs: one that was stopped, for however long, has lost one
/// part, as Kestrel counts its own rates by heartbeats. Ends the read that waits when it is over.
/// </summary>
internal sealed class BodyDeadline : IDisposable
{
    private const int Parts = 10;

    private readonly Lock _gate = new();
    private readonly PipeReader _reader;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _part;
    private readonly ITimer _timer;
    private long _begunAt;
    private int _left = Parts;
    private int _mostLate = Parts; // A machine that is always late has a deadline too.
    private bool _isOver;
    private bool _isDisposed;

    public BodyDeadline(PipeReader reader, TimeSpan timeout, TimeProvider clock)
    {
        (_reader, _clock, _part) = (reader, clock, timeout / Parts);
        _begunAt = clock.GetTimestamp();
        _timer = clock.CreateTimer(static deadline => ((BodyDeadline)deadline!).Count(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(_part, Timeout.InfiniteTimeSpan);
    }

    public bool IsOver
    {
        get
        {
            lock (_gate)
            {
                return _isOver;
            }
        }
    }

    /// <summary>Ends the read of a <see cref="PipeReader"/> that waits.</summary>
    public static void CancelRead(object? reader)
    {
        try
        {
            ((PipeReader)reader!).CancelPendingRead();
        }
        catch (Exception exception) when (exception is BadHttpRequestException or IOException or OperationCanceledException)
        {
            // The sender has gone, and the read ends by itself. Thrown from here it would be Kestrel's error, or the timer's: the end
            // of the process.
        }
    }

    /// <summary>From here on no read is ended: the next may be somebody else's.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
        }

        _timer.Dispose();
    }

    private void Count()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _left--;
            if (_left > 0 || MayHaveStoodStill())
            {
                _begunAt = _clock.GetTimestamp();
                _timer.Change(_part, Timeout.InfiniteTimeSpan);
                return;
            }

            _isOver = true;
            CancelRead(_reader);
        }
    }

    /// <summary>What has arrived meanwhile is in the socket, and nobody has had the time to read it: one part more.</summary>
    private bool MayHaveStoodStill() => _clock.GetElapsedTime(_begunAt) > _part * 1.1 && _mostLate-- > 0;
}
