namespace Gateway.Delivery.Destinations;

/// <summary>
/// Leaves a destination alone that is down: after so many failures in a row nothing is sent for a while, then one attempt finds
/// out whether it is back. Events wait meanwhile and spend no attempt.
/// </summary>
internal sealed class DestinationBreaker(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private int _failures;
    private long _pausedAt;
    private TimeSpan _pause;
    private bool _isProbing;

    /// <summary>Whether nothing is sent, or a single attempt to find out.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>How many attempts may begin now.</summary>
    /// <param name="wanted">At least 1.</param>
    public int Admit(int wanted)
    {
        lock (_gate)
        {
            if (!IsPaused)
            {
                return wanted;
            }

            if (_isProbing || clock.GetElapsedTime(_pausedAt) < _pause)
            {
                return 0;
            }

            _isProbing = true;
            return 1;
        }
    }

    /// <summary>What was admitted did not begin: there was nothing to send.</summary>
    public void Withdraw()
    {
        lock (_gate)
        {
            _isProbing = false;
        }
    }

    /// <summary>An attempt has ended. True if the destination is paused by it, or no longer.</summary>
    /// <param name="isUp">The destination has answered, and not that it is down.</param>
    /// <param name="policy">As it is now.</param>
    public bool Report(bool isUp, BreakerPolicy policy)
    {
        lock (_gate)
        {
            var was = IsPaused;
            if (isUp)
            {
                (_failures, IsPaused, _isProbing) = (0, false, false);
                return was;
            }

            _failures++;
            if (_isProbing || _failures >= policy.Failures)
            {
                // Attempts that began before the pause do not prolong it.
                if (!IsPaused || _isProbing)
                {
                    (_pausedAt, _pause) = (clock.GetTimestamp(), policy.Pause);
                }

                (IsPaused, _isProbing) = (true, false);
            }

            return IsPaused != was;
        }
    }
}
