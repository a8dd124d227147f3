namespace Gateway;

/// <summary>
/// When a line about a shape of unmatched requests is due. The tables are of fixed size: whatever is sent, there are at most
/// <see cref="Most"/> and <see cref="MostNear"/> lines a minute.
/// </summary>
/// <remarks>
/// A shape is the reason and the path, a run of digits counting as one. What is near a route has places of its own, by the reason and that route
/// whatever the path: those who try paths by the thousand do not hide a provider that is one letter off, nor do those who know one route and try
/// around it hide what was meant for another. Two shapes, or two routes, may share a place.
/// </remarks>
internal sealed class UnmatchedShapes(TimeProvider clock)
{
    /// <summary>Shapes that are told apart.</summary>
    public const int Most = 32;

    /// <summary>Routes that are told apart.</summary>
    public const int MostNear = 256;

    /// <summary>In characters: of a longer path only the beginning is looked at.</summary>
    private const int LongestPath = 256;

    private const long Never = long.MinValue;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly long[] _said = [.. Enumerable.Repeat(Never, Most + MostNear)];
    private readonly long[] _counts = new long[Most + MostNear];

    /// <summary>How many such requests there were since the last line, this one included; 0 if no line is due.</summary>
    /// <param name="reason">Why no route takes it.</param>
    /// <param name="path">Its path.</param>
    /// <param name="near">The route that it was probably meant for; null for none.</param>
    public long Count(UnmatchedReason reason, ReadOnlySpan<char> path, string? near)
    {
        var place = near is null ? PlaceOf(reason, path) : Most + (int)((uint)HashCode.Combine(reason, near) % MostNear);
        Interlocked.Increment(ref _counts[place]);
        var now = clock.GetTimestamp();
        var said = Volatile.Read(ref _said[place]);
        return (said == Never || clock.GetElapsedTime(said, now) >= Interval)
            && Interlocked.CompareExchange(ref _said[place], now, said) == said
                ? Interlocked.Exchange(ref _counts[place], 0)
                : 0;
    }

    private static int PlaceOf(UnmatchedReason reason, ReadOnlySpan<char> path)
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

        return (int)((uint)hash.ToHashCode() % Most);
    }
}
