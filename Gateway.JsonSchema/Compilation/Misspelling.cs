namespace Gateway.JsonSchema.Compilation;

/// <summary>Finds the keyword that an unknown one was probably meant to be: one that would check something.</summary>
internal static class Misspelling
{
    /// <summary>Names from this length on may differ in two letters.</summary>
    private const int LongName = 8;

    public static string? Find(string name, SchemaDialect dialect, SchemaOptions options) =>
        dialect.Draft.Keywords.All
            .Where(pair => pair.Value.IsConstraint(dialect, options) && dialect.Find(pair.Key) is not null && IsNear(name, pair.Key))
            .Select(pair => pair.Key)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>
    /// Case does not matter, and neither does a dollar sign in front; but people rarely mistake the first letter, while names of their
    /// own (<c>tsAdditionalProperties</c>) put something before a keyword.
    /// </summary>
    private static bool IsNear(string name, string keyword)
    {
        if (name.StartsWith('$') && keyword.StartsWith('$') && IsNearReserved(name[1..], keyword[1..]))
        {
            return true;
        }

        var (left, right) = (name.TrimStart('$').ToLowerInvariant(), keyword.TrimStart('$').ToLowerInvariant());
        if (left == right || left.Length == 0 || left[0] != right[0])
        {
            return left == right;
        }

        var most = Math.Min(left.Length, right.Length) >= LongName ? 2 : 1;
        return right.Length > 3
            ? Math.Abs(left.Length - right.Length) <= most && Distance(left, right) <= most
            : IsSwapped(left, right);
    }

    /// <summary>
    /// Names with a dollar sign are the standard's own (2020-12 Core section 8), and where a <c>$ref</c> is not seen everything fits.
    /// </summary>
    private static bool IsNearReserved(string left, string right) =>
        left.Length > 0 && left[0] == right[0] ? Distance(left, right) <= 1 : IsSwapped(left, right);

    /// <summary>Of short keywords ("not", "if", "ref") only the same letters in another order are near.</summary>
    private static bool IsSwapped(string left, string right) =>
        left.Length == right.Length && left.Order().SequenceEqual(right.Order());

    /// <summary>How many letters have to be changed, added, left out or swapped with the next (restricted Damerau-Levenshtein).</summary>
    private static int Distance(string left, string right)
    {
        int[][] table = [.. Enumerable.Range(0, left.Length + 1).Select(_ => new int[right.Length + 1])];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i][j] = i + j;
                    continue;
                }

                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(table[i - 1][j], table[i][j - 1]) + 1, table[i - 1][j - 1] + cost);
                var isSwap = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                table[i][j] = isSwap ? Math.Min(best, table[i - 2][j - 2] + 1) : best;
            }
        }

        return table[left.Length][right.Length];
    }
}
