namespace Gateway.Intake.Memory;

/// <summary>
/// The memory that all requests in flight may take together: bodies, and all that is made of them. It is charged as bytes arrive,
/// not as they are announced: many connections that promise a megabyte and send nothing cost nothing.
/// </summary>
/// <remarks>
/// Nothing that is unproven may starve what is proven, nor one sender or route the others. What requests take before they prove
/// anything draws on a part as well, up to <see cref="SmallRequest"/> on one and beyond on another (<see cref="UnprovenPart"/>).
/// </remarks>
/// <param name="maxBytes">All together.</param>
/// <param name="clock">Measures how long memory is kept that nobody needs.</param>
internal sealed class MemoryBudget(long maxBytes, TimeProvider clock) : IDisposable
{
    /// <summary>
    /// A body of 64 KiB while it grows, with its headers and what is made of it. Most webhooks stay below: they find room even while
    /// large bodies flood the gateway.
    /// </summary>
    public const int SmallRequest = 144 * 1024;

    /// <summary>Senders and routes are counted in a table of fixed size, so that counting them costs nothing: two may share a place.</summary>
    public const int Places = 1024;

    private readonly MemoryArena _arena = new(maxBytes, clock);
    private readonly long[] _queues = new long[Places];
    private readonly UnprovenPart _small = new(maxBytes / 2);
    private readonly UnprovenPart _large = new(maxBytes / 4 * 3);
    private long _deliveries;
    private long _taken;

    public long MaxBytes { get; } = maxBytes;

    /// <summary>Where nobody floods: the command line, and tests that do not count.</summary>
    public static MemoryBudget Unlimited { get; } = new(long.MaxValue, TimeProvider.System);

    /// <summary>What requests hold.</summary>
    public long TakenBytes => Volatile.Read(ref _taken);

    /// <summary>What large blocks are cut out of, in use or kept for the next.</summary>
    public long KeptBytes => _arena.HeldBytes;

    /// <summary>What attempts at large deliveries may hold: a backlog must not keep webhooks from being accepted.</summary>
    private long MaxDeliveries => MaxBytes / 4;

    public void Dispose() => _arena.Dispose();

    /// <summary>The account of a request that proves nothing yet.</summary>
    /// <param name="sender">Any number that is its sender's.</param>
    /// <param name="route">The name of its route.</param>
    public MemoryAccount Open(UInt128 sender, string route)
    {
        HeapTrim.OfProcess.Look();
        return new(this, MemoryUse.Unproven) { Sender = sender, Route = route };
    }

    /// <summary>The account of an attempt to deliver what was accepted before.</summary>
    /// <param name="queue">Any number that is its queue's.</param>
    public MemoryAccount OpenForDelivery(UInt128 queue = default) => new(this, MemoryUse.Delivery) { Sender = queue };

    public bool TryTake(long bytes)
    {
        var taken = Interlocked.Add(ref _taken, bytes);
        if (taken > MaxBytes)
        {
            Interlocked.Add(ref _taken, -bytes);
            return false;
        }

        return true;
    }

    public void GiveBack(long bytes) => Interlocked.Add(ref _taken, -bytes);

    /// <summary>What an account takes before it proves anything: its part up to a small request, and its part beyond.</summary>
    /// <param name="small">How much more of the first.</param>
    /// <param name="large">How much more of the second.</param>
    /// <param name="account">Whose.</param>
    public bool TryTakeUnproven(long small, long large, MemoryAccount account)
    {
        if (small > 0 && !_small.TryTake(small, account.SmallBytes, account))
        {
            return false;
        }

        if (large > 0 && !_large.TryTake(large, account.LargeBytes, account))
        {
            _small.GiveBack(small, account);
            return false;
        }

        return true;
    }

    public void GiveBackUnproven(long small, long large, MemoryAccount account)
    {
        _small.GiveBack(small, account);
        _large.GiveBack(large, account);
    }

    /// <summary>
    /// What an attempt takes beyond a small request. A queue may hold as much as is still free: a destination that hangs with large
    /// deliveries in hand leaves some to the next.
    /// </summary>
    public bool TryTakeForDelivery(long bytes, MemoryAccount account)
    {
        var free = MaxDeliveries - Volatile.Read(ref _deliveries);
        if (!TryAdd(ref _deliveries, bytes, MaxDeliveries, account.LargeBytes))
        {
            return false;
        }

        if (!TryAdd(ref _queues[account.SenderPlace], bytes, free, account.LargeBytes))
        {
            Interlocked.Add(ref _deliveries, -bytes);
            return false;
        }

        return true;
    }

    public void GiveBackForDelivery(long bytes, MemoryAccount account)
    {
        Interlocked.Add(ref _queues[account.SenderPlace], -bytes);
        Interlocked.Add(ref _deliveries, -bytes);
    }

    /// <summary>A block for an account that has been charged for it.</summary>
    public bool TryRent(int length, out ArraySegment<byte> block) => _arena.TryRent(length, out block);

    public void Return(in ArraySegment<byte> block) => _arena.Return(block);

    /// <summary>The place of a sender or a route in its table. Seeded by the process: nobody can choose to share another's.</summary>
    public static int PlaceOf<T>(T value) => (int)((uint)HashCode.Combine(value) % Places);

    /// <summary>Adds, unless it would be more than allowed and not all the account's own.</summary>
    public static bool TryAdd(ref long counter, long bytes, long most, long own)
    {
        var after = Interlocked.Add(ref counter, bytes);
        if (after <= most || after == own + bytes)
        {
            return true;
        }

        Interlocked.Add(ref counter, -bytes);
        return false;
    }
}
