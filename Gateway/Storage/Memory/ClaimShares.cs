using System.Collections.Concurrent;

namespace Gateway.Storage.Memory;

/// <summary>
/// How many claims each route holds, and how many all hold together. One route may hold all that there is room for; another that holds
/// less than its share still gets room then, so that whoever fills the claims of one route does not fill those of the others.
/// </summary>
/// <param name="capacity">For all routes together.</param>
internal sealed class ClaimShares(int capacity)
{
    /// <summary>A share is this part of the capacity, so that what is set aside is once more the capacity at most.</summary>
    private const int Shares = 16;

    private readonly ConcurrentDictionary<string, Holding> _routes = new(StringComparer.Ordinal);
    private readonly int _share = Math.Max(1, capacity / Shares);
    private int _all;

    /// <summary>Whether nothing more is free for everybody.</summary>
    public bool IsFull => Volatile.Read(ref _all) >= capacity;

    /// <summary>Whether any route that has claimed something could claim more.</summary>
    public bool HasRoom
    {
        get
        {
            if (!IsFull)
            {
                return true;
            }

            foreach (var (_, holding) in _routes)
            {
                if (Volatile.Read(ref holding.Count) < _share && HasReserve)
                {
                    return true;
                }
            }

            return false;
        }
    }

    private bool HasReserve => Volatile.Read(ref _all) < 2L * capacity;

    /// <summary>Takes room for one claim; false if the route has to wait until others end.</summary>
    public bool TryTake(string route)
    {
        var holding = _routes.GetOrAdd(route, static _ => new Holding());
        var all = Interlocked.Increment(ref _all);
        var own = Interlocked.Increment(ref holding.Count);
        if (all <= capacity || (own <= _share && all <= 2L * capacity))
        {
            return true;
        }

        GiveBack(route);
        return false;
    }

    public void GiveBack(string route)
    {
        Interlocked.Decrement(ref _all);
        if (_routes.TryGetValue(route, out var holding))
        {
            Interlocked.Decrement(ref holding.Count);
        }
    }

    private sealed class Holding
    {
        public int Count;
    }
}
