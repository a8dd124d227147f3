namespace Gateway.Configuration;

/// <summary>A set of paths: segments, of which the last may be missing, and behind them perhaps any others.</summary>
/// <param name="segments">From the first.</param>
/// <param name="least">How many of them every path has.</param>
/// <param name="isOpen">Whether any number of others may stand behind them.</param>
/// <param name="isNarrow">Whether not all others may.</param>
internal sealed class PathShape(IReadOnlyList<PathSegment> segments, int least, bool isOpen, bool isNarrow = false)
{
    public static PathShape Everything { get; } = new([], least: 0, isOpen: true);

    /// <summary>The path without a segment.</summary>
    public static PathShape Root { get; } = new([], least: 0, isOpen: false);

    /// <summary>How many segments every path has.</summary>
    public int Least => least;

    /// <summary>The text of a segment in upper case, if every path that has it has that there.</summary>
    public string? LiteralAt(int index) => index < segments.Count ? segments[index].Literal?.ToUpperInvariant() : null;

    private int Most => isOpen ? int.MaxValue : segments.Count;

    /// <summary>The one path; null if it is none of plain segments, so that what servers make of it is not known here.</summary>
    public static PathShape? OfLiteral(string path)
    {
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return path.AsSpan().ContainsAny("\\%;?#") || names.Any(name => name is "." or "..")
            ? null
            : new PathShape([.. names.Select(name => new PathSegment(name))], names.Length, isOpen: false);
    }

    /// <summary>Whether some path is in both.</summary>
    public bool Overlaps(PathShape other)
    {
        // The shortest path that both may have is the one with the fewest segments to agree on.
        var length = Math.Max(Least, other.Least);
        if (length > Most || length > other.Most)
        {
            return false;
        }

        for (var i = 0; i < length; i++)
        {
            if (!At(i).Meets(other.At(i)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether every path of the other is one of its own.</summary>
    public bool Contains(PathShape other)
    {
        if (other.Least < Least || other.Most > Most || (isNarrow && other.Most > segments.Count))
        {
            return false;
        }

        for (var i = 0; i < segments.Count && i < other.Most; i++)
        {
            if (!segments[i].Contains(other.At(i)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Behind another that is one path.</summary>
    public PathShape Behind(PathShape path) => new([.. path.Segments, .. segments], path.Least + least, isOpen, isNarrow);

    /// <summary>
    /// What becomes of these paths where a prefix is taken off those that begin with it: of none of them, of all, or, if some begin with
    /// it, both kinds.
    /// </summary>
    public IReadOnlyList<PathShape> WithoutPrefix(PathShape prefix)
    {
        if (!Overlaps(new PathShape(prefix.Segments, prefix.Least, isOpen: true)))
        {
            return [this];
        }

        var cut = new PathShape([.. segments.Skip(prefix.Segments.Count)], Math.Max(0, least - prefix.Segments.Count), isOpen, isNarrow);
        return new PathShape(prefix.Segments, prefix.Least, isOpen: true).Contains(this) ? [cut] : [this, cut];
    }

    public override string ToString() =>
        "/" + string.Join('/', segments.Select(segment => segment.Literal ?? "*").Concat(isOpen ? ["**"] : []));

    private IReadOnlyList<PathSegment> Segments => segments;

    private PathSegment At(int index) => index < segments.Count ? segments[index] : new PathSegment(null, isNarrow);
}
