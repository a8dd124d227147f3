namespace Gateway.Storage.Leases;

/// <summary>What the process holds of one budget. Used under the lock of <see cref="LeasedRateLimitStore"/>.</summary>
internal sealed class BudgetLease
{
    /// <summary>A hundredth of the limit, so that ten replicas exceed it by a tenth at worst.</summary>
    private const int Share = 100;

    /// <summary>Enough to be asked for hardly ever.</summary>
    private const int Largest = 256;

    /// <summary>What one permit takes; the same for as long as the rule is.</summary>
    public RateLimitCharge Charge { get; set; }

    /// <summary>Granted and not used.</summary>
    public int Permits { get; set; }

    /// <summary>How many are asked for ahead of need.</summary>
    public int Chunk { get; private set; } = 1;

    /// <summary>Who waits for the ask that is under way.</summary>
    public int Waiting { get; set; }

    /// <summary>Ends with the ask that is under way; null if there is none.</summary>
    public TaskCompletionSource? Asking { get; set; }

    /// <summary>When it was used last, by the clock's timestamp.</summary>
    public long UsedAt { get; set; }

    /// <summary>Until when the store is known to have nothing, by the clock's timestamp; 0 for not at all.</summary>
    public long RefusedUntil { get; set; }

    /// <summary>When there will be a permit again, as the store said when it refused.</summary>
    public long FreeAt { get; set; }

    /// <summary>The most that a process holds unused.</summary>
    public static int MostOf(in RateLimitCharge charge) => Math.Clamp(charge.Limit / Share, 1, Largest);

    /// <summary>It is used up sooner than it would be given back: the next is larger.</summary>
    public void Grow() => Chunk = Math.Min(2 * Chunk, MostOf(Charge));
}
