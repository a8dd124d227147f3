using System.Globalization;

namespace Gateway.JsonSchema.Patterns;

/// <summary>
/// How much the counts of a pattern enlarge it once they are written out: <c>a{1000}b</c> by 999 characters. An automaton
/// may be at all these places at once, and inside of another repetition at sets of them beyond number.
/// </summary>
internal static class PatternCounts
{
    /// <summary>Larger ones are all alike.</summary>
    private const long Largest = 1_000_000;

    /// <param name="pattern">A pattern that <see cref="EcmaTranslator"/> has made.</param>
    public static long AddedBy(ReadOnlySpan<char> pattern)
    {
        var outer = new Stack<long>();
        var written = 0L;
        var last = 0L;
        var plain = 0L;
        var at = 0;
        while (at < pattern.Length)
        {
            var start = at++;
            switch (pattern[start])
            {
                case '(':
                    outer.Push(written);
                    written = 0;
                    at = AfterGroupStart(pattern, at);
                    break;
                case ')':
                    last = written;
                    written += outer.TryPop(out var before) ? before : 0; // (?(1)...) has one bracket more
                    break;
                case '*' or '+' or '?' or '|' or '^':
                    break;
                case '{':
                    at += pattern[at..].IndexOf('}') + 1;
                    written += last * Math.Max(0, CountOf(pattern[(start + 1)..(at - 1)]) - 1);
                    break;
                default:
                    at = AfterCharacter(pattern, start);
                    last = 1;
                    written++;
                    plain++;
                    break;
            }

            written = Math.Min(written, Largest);
        }

        return written - plain;
    }

    /// <summary>How often what stands before a count may be written out.</summary>
    private static long CountOf(ReadOnlySpan<char> bounds)
    {
        var comma = bounds.IndexOf(',');
        var digits = comma < 0 || comma == bounds.Length - 1 ? bounds.TrimEnd(',') : bounds[(comma + 1)..];
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? Math.Min(count, Largest)
            : Largest;
    }

    private static int AfterCharacter(ReadOnlySpan<char> pattern, int at) => pattern[at] switch
    {
        '\\' => at + (pattern[at + 1] == 'u' ? 6 : 2),
        '[' => at + pattern[at..].IndexOf(']') + 1, // translated, it holds escapes and ranges, but no bracket of its own
        _ => at + 1,
    };

    private static int AfterGroupStart(ReadOnlySpan<char> pattern, int at)
    {
        if (at >= pattern.Length || pattern[at] != '?')
        {
            return at;
        }

        var rest = pattern[at..];
        foreach (var start in (ReadOnlySpan<string>)["?:", "?=", "?!", "?<=", "?<!", "?("])
        {
            if (rest.StartsWith(start, StringComparison.Ordinal))
            {
                return at + start.Length;
            }
        }

        return at + rest.IndexOf('>') + 1;
    }
}
