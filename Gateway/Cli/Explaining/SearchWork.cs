namespace Gateway.Cli.Explaining;

/// <summary>
/// What the search may still do, counted in bytes and not in time, so that it finds the same on every machine. A byte that is
/// written and hashed takes about 1 ns on one core; all of it together some seconds.
/// </summary>
internal sealed class SearchWork
{
    // 64 KiB are written, hashed and compared in 60 to 100 us.
    private const long All = 1536L * 1024 * 1024;

    /// <summary>What a trial takes beside the body: putting the rest of the content together and finishing the hash.</summary>
    private const int OfProbe = 4 * 1024;

    /// <summary>A scheme is compiled, a request put together and verified by the gateway's own code.</summary>
    private const int OfTrial = 96 * 1024;

    /// <summary>One value or member that is changed.</summary>
    private const int OfPart = 256;

    /// <summary>A byte that is written with escapes, and a value that is written with what stands around it.</summary>
    private const int OfEscaped = 8;
    private const int OfValue = 16;

    private long _least;

    public long Left { get; private set; } = All;

    /// <summary>How many suspicions were tried, in whatever way.</summary>
    public int Trials { get; private set; }

    /// <summary>Whether there was no more of it for a trial of this hypothesis.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>Whether something was left out for want of it.</summary>
    public bool IsCutShort { get; private set; }

    /// <summary>Gives the next hypothesis a share of what is left: with many secrets or headers one alone could use all of it up.</summary>
    public void Begin(double share)
    {
        _least = Left - (long)(Left * share);
        IsSpent = false;
    }

    /// <summary>Takes what one hash over so many bytes costs; false if that is no longer there.</summary>
    /// <param name="bytes">Of the content.</param>
    /// <param name="isLong">Whether the hash is of 64-bit words, for which processors have no instructions: three times as slow.</param>
    /// <param name="isWritten">Whether the content was put together for it, and not for another key before.</param>
    public bool TryProbe(int bytes, bool isLong = false, bool isWritten = true) => TrySpend(OfProbe + (((isLong ? 3L : 1L) + (isWritten ? 1L : 0L)) * bytes));

    /// <summary>Takes what one verification by the gateway's own code costs.</summary>
    /// <param name="bytes">Of the body.</param>
    /// <param name="ofKey">What the key's own computation costs beside that of a hash, for all signatures of the request.</param>
    public bool TryTrial(int bytes, long ofKey = 0) => TrySpend(OfTrial + (2L * bytes) + ofKey);

    /// <summary>Takes what it costs to put a suspicion of so many parts together.</summary>
    public void Charge(int parts) => Take((long)parts * OfPart);

    /// <summary>Takes what it costs to escape a text anew.</summary>
    public void ChargeEscaped(int bytes) => Take((long)bytes * OfEscaped);

    /// <summary>Takes what many small values cost beyond their bytes, which a trial takes by itself.</summary>
    public void ChargeValues(int values, int bytes) => Take(((long)values * OfValue) - bytes);

    /// <summary>Says that a hypothesis has stopped at its own bound.</summary>
    public void CutShort() => IsCutShort = true;

    private void Take(long cost) => Left = Math.Max(0, Left - Math.Max(0, cost));

    private bool TrySpend(long cost)
    {
        if (Left - cost < _least)
        {
            IsCutShort = IsSpent = true;
            return false;
        }

        Left -= cost;
        Trials++;
        return true;
    }
}
