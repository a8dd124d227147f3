namespace Gateway.JsonSchema.Patterns.Matching;

/// <summary>A set of characters as matching asks for it: two words for ASCII, ranges for the rest.</summary>
internal sealed class CharacterSet
{
    private readonly ulong _low;
    private readonly ulong _high;

    /// <summary>Where the set begins, ends, begins again and so on.</summary>
    private readonly int[] _bounds;

    public CharacterSet(CodePointSet set)
    {
        _bounds = [.. set.Ranges().SelectMany(range => (int[])[range.First, range.Last + 1])];
        for (var letter = 0; letter < 128; letter++)
        {
            if (ContainsByRange(letter))
            {
                _low |= letter < 64 ? 1UL << letter : 0;
                _high |= letter < 64 ? 0 : 1UL << letter;
            }
        }
    }

    public IReadOnlyList<int> Bounds => _bounds;

    public bool Contains(int codePoint) =>
        codePoint < 128
            ? ((codePoint < 64 ? _low : _high) >> codePoint & 1) != 0
            : ContainsByRange(codePoint);

    private bool ContainsByRange(int codePoint)
    {
        var found = Array.BinarySearch(_bounds, codePoint);
        return ((found >= 0 ? found : ~found - 1) & 1) == 0 && (found >= 0 || ~found > 0);
    }
}
