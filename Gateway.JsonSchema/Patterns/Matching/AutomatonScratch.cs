namespace Gateway.JsonSchema.Patterns.Matching;

/// <summary>The places looked at in one step of an automaton, and those reached by it. Each thread has one.</summary>
internal sealed class AutomatonScratch
{
    [ThreadStatic]
    private static AutomatonScratch? _own;

    private int[] _pending = [];
    private int[] _seen = [];
    private int[] _reached = [];
    private int[] _reachedIn = [];
    private int _pendingCount;
    private int _reachedCount;
    private int _round;

    /// <summary>How many places were looked at.</summary>
    public int Visited { get; private set; }

    /// <summary>Empty, and with room for a pattern of that many instructions.</summary>
    public static AutomatonScratch Of(int length)
    {
        var scratch = _own ??= new AutomatonScratch();
        if (scratch._seen.Length <= length)
        {
            (scratch._pending, scratch._seen) = (new int[length + 1], new int[length + 1]);
            (scratch._reached, scratch._reachedIn) = (new int[length + 1], new int[length + 1]);
            scratch._round = 0;
        }

        if (scratch._round++ == int.MaxValue)
        {
            Array.Clear(scratch._seen);
            Array.Clear(scratch._reachedIn);
            scratch._round = 1;
        }

        (scratch._pendingCount, scratch._reachedCount, scratch.Visited) = (0, 0, 0);
        return scratch;
    }

    public void Visit(int place)
    {
        if (_seen[place] != _round)
        {
            _seen[place] = _round;
            _pending[_pendingCount++] = place;
            Visited++;
        }
    }

    public bool TryNext(out int place)
    {
        var isThere = _pendingCount > 0;
        place = isThere ? _pending[--_pendingCount] : 0;
        return isThere;
    }

    public void Reach(int place)
    {
        if (_reachedIn[place] != _round)
        {
            _reachedIn[place] = _round;
            _reached[_reachedCount++] = place;
        }
    }

    /// <summary>In order, so that the same places are the same state.</summary>
    public int[] Reached()
    {
        var places = _reached[.._reachedCount];
        Array.Sort(places);
        return places;
    }
}
