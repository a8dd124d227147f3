namespace Gateway.Reading;

/// <summary>Finds what a misspelt name was probably meant to be.</summary>
internal static class NearestName
{
    /// <summary>The clause to end a message with: <c> Did you mean 'x'?</c>, or nothing.</summary>
    public static string Suggest(string found, IEnumerable<string> known) =>
        Find(found, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    /// <summary>The one that is most like it; null if none is.</summary>
    public static string? Find(string found, IEnumerable<string> known)
    {
        var most = Math.Min(Math.Max(2, found.Length / 3), found.Length - 1);
        return known
            .Where(name => Math.Abs(name.Length - found.Length) <= most) // The distance is no less.
            .Select(name => (Name: name, Distance: Distance(found, name)))
            .Where(pair => pair.Distance <= Allowed(found, pair.Name) && pair.Distance < found.Length)
            .OrderBy(pair => pair.Distance)
            .FirstOrDefault().Name;
    }

    /// <summary>Two changes, or a third of a long text; of a short one two only behind the same letter: <c>meta</c> is no <c>okta</c>.</summary>
    private static int Allowed(string found, string name) =>
        found.Length / 3 >= 2 || (found.Length > 0 && name.StartsWith(found[..1], StringComparison.OrdinalIgnoreCase))
            ? Math.Max(2, found.Length / 3)
            : 1;

    /// <summary>Levenshtein's distance, ignoring case.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]);
                var cost = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(cost, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
