namespace Gateway.Cli.Explaining;

/// <summary>
/// What the search may still do, counted in bytes and not in time, so that it finds the same on every machine. A byte that is
/// written and hashed takes about 1 ns on one core; all of it together some seconds.
/// </summary>
internal sealed class SearchWork
{
    // 64 KiB are written, hashed and compared in 60 to 100 us.
    private const long All = 3L * 1024 * 1024 * 1024;

    /// <summary>What a trial takes beside the body: putting the rest of the content together and finishing the hash.</summary>
    private const int OfProbe = 4 * 1024;

    /// <summary>A scheme is compiled, a request put together and verified by the gateway's own code.</summary>
    private const int OfTrial = 96 * 1024;

    public long Left { get; private set; } = All;

    /// <summary>How many suspicions were tried, in whatever way.</summary>
    public int Trials { get; private set; }

    /// <summary>Whether there was no more of it for a trial.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>Whether something was left out for want of it.</summary>
    public bool IsCutShort { get; private set; }

    /// <summary>Takes what one hash over so many bytes costs; false if that is no longer there.</summary>
    public bool TryProbe(int bytes) => TrySpend(OfProbe + (2L * bytes));

    /// <summary>Takes what one verification by the gateway's own code costs.</summary>
    public bool TryTrial(int bytes) => TrySpend(OfTrial + (2L * bytes));

    /// <summary>Says that a hypothesis has stopped at its own bound.</summary>
    public void CutShort() => IsCutShort = true;

    private bool TrySpend(long cost)
    {
        if (Left < cost)
        {
            IsCutShort = IsSpent = true;
            return false;
        }

        Left -= cost;
        Trials++;
        return true;
    }
}
