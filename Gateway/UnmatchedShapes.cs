namespace Gateway;

/// <summary>
/// When a line about a shape of unmatched requests is due. The table is of fixed size: whatever is sent, there are at most
/// <see cref="Most"/> lines a minute.
/// </summary>
/// <remarks>
/// A shape is the reason and the path, a run of digits counting as one. What begins like a route has half of the table to itself, so
/// that those who try paths by the thousand do not hide a provider that is one letter off. Two shapes may share a place.
/// </remarks>
internal sealed class UnmatchedShapes(TimeProvider clock)
{
    /// <summary>Shapes that are told apart.</summary>
    public const int Most = 64;

    /// <summary>In characters: of a longer path only the beginning is looked at.</summary>
    private const int LongestPath = 256;

    private const long Never = long.MinValue;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly long[] _said = [.. Enumerable.Repeat(Never, Most)];
    private readonly long[] _counts = new long[Most];

    /// <summary>How many such requests there were since the last line, this one included; 0 if no line is due.</summary>
    /// <param name="reason">Why no route takes it.</param>
    /// <param name="path">Its path.</param>
    /// <param name="isNear">Whether it may have been meant for a route.</param>
    public long Count(UnmatchedReason reason, ReadOnlySpan<char> path, bool isNear)
    {
        var place = PlaceOf(reason, path, isNear);
        Interlocked.Increment(ref _counts[place]);
        var now = clock.GetTimestamp();
        var said = Volatile.Read(ref _said[place]);
        return (said == Never || clock.GetElapsedTime(said, now) >= Interval)
            && Interlocked.CompareExchange(ref _said[place], now, said) == said
                ? Interlocked.Exchange(ref _counts[place], 0)
                : 0;
    }

    private static int PlaceOf(UnmatchedReason reason, ReadOnlySpan<char> path, bool isNear)
    {
        var hash = default(HashCode); // Seeded by the process: nobody can choose to share another's place.
        hash.Add(reason);
        var isDigit = false;
        foreach (var character in path[..Math.Min(path.Length, LongestPath)])
        {
            if (!isDigit || !char.IsAsciiDigit(character))
            {
                isDigit = char.IsAsciiDigit(character);
                hash.Add(isDigit ? '0' : character);
            }
        }

        return ((int)((uint)hash.ToHashCode() % (Most / 2)) * 2) + (isNear ? 1 : 0);
    }
}
