using Gateway.Intake.Memory;

namespace Gateway;

/// <summary>
/// What the headers of one connection make the process hold that belongs to no request yet, or to none any more. Over HTTP/2 Kestrel
/// keeps the headers of up to a hundred streams of a connection that it has refused, for five seconds, and a table of them makes a
/// header of kilobytes out of one byte: unbounded, sixty connections ended a process of 384 MiB.
/// </summary>
/// <remarks>
/// Nobody says when Kestrel lets go of them, so the charge ends by time; so it does when the connection has ended, for the garbage
/// collector takes its time, too.
/// </remarks>
/// <param name="budget">Charged for what is above <see cref="Allowance"/>.</param>
/// <param name="sender">Any number that is the sender's.</param>
/// <param name="clock">Measures how long it is held.</param>
internal sealed class HeaderCharge(HeaderBudget budget, UInt128 sender, TimeProvider clock)
{
    /// <summary>
    /// In bytes: the longest headers that a request may have, or those of a few that wait to be looked at. It is in what every
    /// connection is allowed.
    /// </summary>
    public const int Allowance = 80 * 1024;

    /// <summary>As long as Kestrel keeps a stream that has ended before its body, and a second for its timer.</summary>
    public static readonly TimeSpan Drain = TimeSpan.FromSeconds(6);

    private static readonly AsyncLocal<HeaderCharge?> Own = new();

    private readonly MemoryAccount _account = budget.Open(sender);
    private readonly Lock _gate = new();
    private long _charged;
    private long _older; // Since before the last turn.
    private long _recent;
    private ITimer? _timer;

    /// <summary>That of the connection whose bytes are read here: it flows from where it was set to where Kestrel reads headers.</summary>
    public static HeaderCharge? Current
    {
        get => Own.Value;
        set => Own.Value = value;
    }

    /// <summary>What is held, as far as it is known.</summary>
    public long HeldBytes
    {
        get
        {
            lock (_gate)
            {
                return _recent + _older;
            }
        }
    }

    /// <summary>False if there is no memory for so much more.</summary>
    public bool TryAdd(long bytes)
    {
        lock (_gate)
        {
            _recent += bytes;
            if (TrySettle())
            {
                return true;
            }

            _recent -= bytes;
            return false;
        }
    }

    /// <summary>A request has been admitted: its own account holds them from here on.</summary>
    public void Release(long bytes)
    {
        lock (_gate)
        {
            var recent = Math.Min(bytes, _recent);
            _recent -= recent;
            _older -= Math.Min(bytes - recent, _older);
            TrySettle();
        }
    }

    private bool TrySettle()
    {
        var due = Math.Max(0, _recent + _older - Allowance);
        if (due > _charged)
        {
            var more = due - _charged;
            if (!budget.TryTake(more, _charged))
            {
                return false;
            }

            if (!_account.TryTake(more))
            {
                budget.GiveBack(more);
                return false;
            }

            _timer ??= clock.CreateTimer(static state => ((HeaderCharge)state!).Turn(), this, Drain, Drain);
        }
        else
        {
            budget.GiveBack(_charged - due);
            _account.GiveBack(_charged - due);
        }

        _charged = due;
        return true;
    }

    private void Turn()
    {
        lock (_gate)
        {
            (_older, _recent) = (_recent, 0);
            TrySettle();
            if (_older == 0)
            {
                _timer?.Dispose();
                _timer = null;
            }
        }
    }
}
