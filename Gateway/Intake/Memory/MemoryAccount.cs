using Gateway.JsonSchema;

namespace Gateway.Intake.Memory;

/// <summary>
/// What one request makes the process hold: charged before it is allocated, given back when it is let go. Thread-safe, since a
/// backend may still be sent the body when the request is over.
/// </summary>
internal sealed class MemoryAccount(MemoryBudget budget, MemoryUse use) : IScratchMemory
{
    /// <summary>Charged in whole pieces, so that small values cost no look at the budget.</summary>
    private const int Piece = 4096;

    private readonly Lock _gate = new();
    private long _charged; // at the budget
    private long _passing; // of what is used, for values that nobody gives back one by one
    private long _used;
    private MemoryUse _use = use;

    /// <summary>Where nobody counts.</summary>
    public static MemoryAccount Unlimited() => new(MemoryBudget.Unlimited, MemoryUse.Proven);

    /// <summary>Who sends, or the queue that is delivered.</summary>
    public UInt128 Sender { get; init; }

    /// <summary>To which route.</summary>
    public string Route { get; init; } = "";

    public int SenderPlace => MemoryBudget.PlaceOf(Sender);

    public int RoutePlace => MemoryBudget.PlaceOf(Route);

    /// <summary>What is charged to the part for small requests, too.</summary>
    public long SmallBytes { get; private set; }

    /// <summary>What is charged to a part for large ones; neither while <see cref="MemoryUse.Proven"/>.</summary>
    public long LargeBytes { get; private set; }

    /// <summary>Something was not to be had: whatever was found out since, it is not the request's fault.</summary>
    public bool WasRefused { get; private set; }

    public bool TryTake(long bytes)
    {
        lock (_gate)
        {
            if (!TryCharge(_used + bytes))
            {
                WasRefused = true;
                return false;
            }

            _used += bytes;
            return true;
        }
    }

    public void GiveBack(long bytes)
    {
        lock (_gate)
        {
            _used -= bytes;
            Discharge();
        }
    }

    /// <summary>For values that the garbage collector takes back, once the request waits or is over.</summary>
    public bool TryTakePassing(long bytes)
    {
        lock (_gate)
        {
            if (!TryCharge(_used + bytes))
            {
                WasRefused = true;
                return false;
            }

            _used += bytes;
            _passing += bytes;
            return true;
        }
    }

    /// <summary>Before a wait, and at the end: what was only passing is not held any more.</summary>
    public void LetGoOfPassing()
    {
        lock (_gate)
        {
            _used -= _passing;
            _passing = 0;
            Discharge();
        }
    }

    public bool TryRent(int least, out ArraySegment<byte> block) => TryRent(least, beside: 0, out block);

    /// <param name="least">How long.</param>
    /// <param name="beside">
    /// Charged as well, or nothing is: two who each had a part of what they need would both be refused the rest.
    /// </param>
    /// <param name="block">The block.</param>
    public bool TryRent(int least, int beside, out ArraySegment<byte> block)
    {
        var length = MemoryArena.LengthFor(least);
        if (!TryTake((long)length + beside))
        {
            block = default;
            return false;
        }

        if (budget.TryRent(length, out block))
        {
            return true;
        }

        GiveBack((long)length + beside);
        WasRefused = true;
        return false;
    }

    public void Return(in ArraySegment<byte> block)
    {
        budget.Return(block);
        GiveBack(block.Count);
    }

    /// <summary>From here on it draws on the whole alone.</summary>
    public void Prove()
    {
        lock (_gate)
        {
            if (_use == MemoryUse.Unproven)
            {
                Shrink(0, 0);
                _use = MemoryUse.Proven;
            }
        }
    }

    private bool TryCharge(long used)
    {
        if (used <= _charged)
        {
            return true;
        }

        var more = InPieces(used) - _charged;
        if (!budget.TryTake(more))
        {
            return false;
        }

        var small = Math.Max(0, SmallPartOf(_charged + more) - SmallBytes);
        var large = Math.Max(0, LargePartOf(_charged + more) - LargeBytes);
        var hasRoom = small + large == 0 || (_use == MemoryUse.Delivery
            ? budget.TryTakeForDelivery(large, this)
            : budget.TryTakeUnproven(small, large, this));
        if (!hasRoom)
        {
            budget.GiveBack(more);
            return false;
        }

        SmallBytes += small;
        LargeBytes += large;
        _charged += more;
        return true;
    }

    private void Discharge()
    {
        var rest = InPieces(_used);
        if (rest < _charged)
        {
            budget.GiveBack(_charged - rest);
            _charged = rest;
            Shrink(SmallPartOf(rest), LargePartOf(rest));
        }
    }

    private void Shrink(long small, long large)
    {
        var (lessSmall, lessLarge) = (Math.Max(0, SmallBytes - small), Math.Max(0, LargeBytes - large));
        if (_use == MemoryUse.Delivery)
        {
            budget.GiveBackForDelivery(lessLarge, this);
        }
        else
        {
            budget.GiveBackUnproven(lessSmall, lessLarge, this);
        }

        SmallBytes -= lessSmall;
        LargeBytes -= lessLarge;
    }

    private long SmallPartOf(long charged) => _use == MemoryUse.Unproven ? Math.Min(charged, MemoryBudget.SmallRequest) : 0;

    private long LargePartOf(long charged) => _use switch
    {
        MemoryUse.Proven => 0,
        _ => Math.Max(0, charged - MemoryBudget.SmallRequest),
    };

    private static long InPieces(long bytes) => (bytes + Piece - 1) / Piece * Piece;
}
