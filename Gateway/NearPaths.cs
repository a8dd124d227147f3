using System.Security.Cryptography;

namespace Gateway;

/// <summary>
/// Finds the route whose path another is a slip away from: in each segment one letter more, less or other, or two that have changed places. What that
/// takes does not depend on how many routes there are.
/// </summary>
/// <remarks>
/// A tree of the routes' segments. A segment is found by the hash of it as it is and by that with any one letter left out, and so are the segments that
/// are asked for: two that are a slip apart have one of them in common. Longer segments are compared as a whole.
/// </remarks>
internal sealed class NearPaths
{
    /// <summary>In characters, of a segment in which a slip is looked for.</summary>
    private const int LongestSegment = 48;

    /// <summary>In characters: in shorter ones a slip is any other word.</summary>
    private const int LeastSegment = 3;

    /// <summary>Places of the tree that are looked at for one path, whatever it is.</summary>
    private const int MostSteps = 32;

    /// <summary>Hashes of all routes: of those beyond a slip is not found.</summary>
    private const int MostHashes = 200_000;

    /// <summary>Of the process: nobody can choose a segment that has the hash of another.</summary>
    private static readonly ulong Seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;

    private static readonly ulong[] Powers = PowersOf(Seed);

    private readonly Node _root = new();
    private int _hashes;

    public NearPaths(IReadOnlyList<RoutePath> routes)
    {
        foreach (var route in routes)
        {
            Add(route, withSlips: false);
        }

        // What is right comes first: a slip must not stand in its place.
        foreach (var route in routes)
        {
            Add(route, withSlips: true);
        }
    }

    /// <summary>The route; null if the path is near none.</summary>
    public string? Find(ReadOnlySpan<char> path)
    {
        var steps = MostSteps;
        return Find(_root, path.Trim('/'), ref steps);
    }

    private static string? Find(Node node, ReadOnlySpan<char> rest, ref int steps)
    {
        if (rest.IsEmpty || node.IsOpen)
        {
            return node.Route;
        }

        if (--steps < 0)
        {
            return null;
        }

        var end = rest.IndexOf('/');
        var segment = end < 0 ? rest : rest[..end];
        var behind = end < 0 ? [] : rest[(end + 1)..];
        Span<ulong> hashes = stackalloc ulong[LongestSegment + 1];
        hashes = hashes[..Hashes(segment, hashes)];
        if (node.Children.TryGetValue(hashes[0], out var exact) && Find(exact, behind, ref steps) is { } same)
        {
            return same;
        }

        if (node.Any is { } any && Find(any, behind, ref steps) is { } filled)
        {
            return filled;
        }

        var tried = exact;
        foreach (var hash in hashes)
        {
            if ((node.Children.TryGetValue(hash, out var child) || node.Slips.TryGetValue(hash, out child)) && !ReferenceEquals(child, tried))
            {
                tried = child;
                if (Find(child, behind, ref steps) is { } near)
                {
                    return near;
                }
            }
        }

        return null;
    }

    private void Add(RoutePath route, bool withSlips)
    {
        var node = _root;
        Span<ulong> hashes = stackalloc ulong[LongestSegment + 1];
        for (var i = 0; i < route.Segments.Count; i++)
        {
            if (i >= route.Least)
            {
                node.Route ??= route.Route;
            }

            if (route.Segments[i] is not { } literal)
            {
                node = node.Any ??= new Node();
                continue;
            }

            var count = Hashes(literal, hashes);
            if (!node.Children.TryGetValue(hashes[0], out var child))
            {
                node.Children.Add(hashes[0], child = new Node());
            }

            for (var slip = 1; withSlips && literal.Length >= LeastSegment && slip < count && _hashes < MostHashes; slip++)
            {
                _hashes += node.Slips.TryAdd(hashes[slip], child) ? 1 : 0;
            }

            node = child;
        }

        node.Route ??= route.Route;
        node.IsOpen |= route.IsOpen;
    }

    /// <summary>Of the segment, and of it with each of its letters left out in turn; of a long one the first alone.</summary>
    private static int Hashes(ReadOnlySpan<char> segment, Span<ulong> hashes)
    {
        hashes[0] = 0;
        foreach (var character in segment)
        {
            hashes[0] = (hashes[0] * Seed) + Code(character);
        }

        if (segment.Length > LongestSegment)
        {
            return 1;
        }

        ulong before = 0, behind = 0;
        for (var i = segment.Length - 1; i >= 0; i--)
        {
            hashes[i + 1] = behind;
            behind += Code(segment[i]) * Powers[segment.Length - 1 - i];
        }

        for (var i = 0; i < segment.Length; i++)
        {
            hashes[i + 1] += before * Powers[segment.Length - 1 - i];
            before = (before * Seed) + Code(segment[i]);
        }

        return segment.Length + 1;
    }

    private static ulong[] PowersOf(ulong seed)
    {
        var powers = new ulong[LongestSegment];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * seed;
        }

        return powers;
    }

    /// <summary>Never 0, which would leave no trace in front.</summary>
    private static ulong Code(char character) => (ulong)char.ToLowerInvariant(character) + 1;

    /// <summary>Where some routes' paths have come to.</summary>
    private sealed class Node
    {
        /// <summary>By the hash of the segment.</summary>
        public Dictionary<ulong, Node> Children { get; } = [];

        /// <summary>By that of the segment without one of its letters.</summary>
        public Dictionary<ulong, Node> Slips { get; } = [];

        /// <summary>Behind any segment.</summary>
        public Node? Any { get; set; }

        /// <summary>That ends here; null if none does.</summary>
        public string? Route { get; set; }

        /// <summary>Whether anything may follow.</summary>
        public bool IsOpen { get; set; }
    }
}
