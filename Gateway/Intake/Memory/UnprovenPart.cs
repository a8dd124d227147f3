namespace Gateway.Intake.Memory;

/// <summary>
/// A part of the budget that requests draw on before they prove anything, with shares of it: a sender may hold so many times what is
/// still free of the part, and a route more times than that (the dynamic thresholds of Choudhury and Hahne, 1998). So one alone may
/// take most of it, there is always something left for the next, and a sender that has all it may have leaves room to others on its
/// route.
/// </summary>
/// <remarks>The one request of a share that holds anything may take all it needs: a large body must not be refused for ever.</remarks>
/// <param name="maxBytes">All together.</param>
internal sealed class UnprovenPart(long maxBytes)
{
    private const int SenderOfFree = 8;
    private const int RouteOfFree = 32;

    private readonly long[] _routes = new long[MemoryBudget.Places];
    private readonly long[] _senders = new long[MemoryBudget.Places];
    private long _taken;

    /// <param name="bytes">How much more.</param>
    /// <param name="own">What of it the account has already.</param>
    /// <param name="account">Whose.</param>
    public bool TryTake(long bytes, long own, MemoryAccount account)
    {
        var free = Math.Max(0, maxBytes - Volatile.Read(ref _taken));
        if (!MemoryBudget.TryAdd(ref _taken, bytes, maxBytes, own))
        {
            return false;
        }

        ref var sender = ref _senders[account.SenderPlace];
        if (!MemoryBudget.TryAdd(ref sender, bytes, Times(SenderOfFree, free), own))
        {
            Interlocked.Add(ref _taken, -bytes);
            return false;
        }

        if (!MemoryBudget.TryAdd(ref _routes[account.RoutePlace], bytes, Times(RouteOfFree, free), own))
        {
            Interlocked.Add(ref sender, -bytes);
            Interlocked.Add(ref _taken, -bytes);
            return false;
        }

        return true;
    }

    public void GiveBack(long bytes, MemoryAccount account)
    {
        if (bytes > 0)
        {
            Interlocked.Add(ref _routes[account.RoutePlace], -bytes);
            Interlocked.Add(ref _senders[account.SenderPlace], -bytes);
            Interlocked.Add(ref _taken, -bytes);
        }
    }

    private long Times(int factor, long free) => factor * Math.Min(free, maxBytes / factor);
}
