using Gateway.Intake.Memory;

namespace Gateway.Connections;

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
    private readonly HeaderBlocks _blocks = new();
    private long _charged;
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
                return _blocks.Bytes;
            }
        }
    }

    /// <summary>Whether there was no memory once, which ends the connection.</summary>
    public bool WasRefused { get; private set; }

    /// <summary>False if there is no memory for so much more, of the block that is read.</summary>
    public bool TryAdd(long bytes)
    {
        lock (_gate)
        {
            return TryAddHeld(bytes);
        }
    }

    /// <summary>The same with a name, which may be the first of the next request.</summary>
    public bool TryAdd(string name, long bytes)
    {
        lock (_gate)
        {
            _blocks.Read(name);
            return TryAddHeld(bytes);
        }
    }

    /// <summary>A request has been admitted: its own account holds its block from here on.</summary>
    /// <param name="bytes">What its headers and its target take: its block has a little more.</param>
    public void ReleaseRequest(long bytes)
    {
        lock (_gate)
        {
            _blocks.TakeRequest(bytes);
            TrySettle();
        }
    }

    /// <summary>What came behind a request, and is let go with it.</summary>
    public void ReleaseTrailers(long bytes)
    {
        lock (_gate)
        {
            _blocks.TakeLoose(bytes);
            TrySettle();
        }
    }

    /// <summary>Over HTTP/1.1 there is one request at once.</summary>
    public void ReleaseAll()
    {
        lock (_gate)
        {
            _blocks.Clear();
            TrySettle();
        }
    }

    private bool TryAddHeld(long bytes)
    {
        _blocks.Add(bytes);
        if (TrySettle())
        {
            return true;
        }

        _blocks.Add(-bytes);
        WasRefused = true;
        return false;
    }

    private bool TrySettle()
    {
        var due = Math.Max(0, _blocks.Bytes - Allowance);
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
            _blocks.Age();
            TrySettle();
            if (_blocks.Bytes == 0)
            {
                _timer?.Dispose();
                _timer = null;
            }
        }
    }
}
