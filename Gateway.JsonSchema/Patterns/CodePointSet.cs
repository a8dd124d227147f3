using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Gateway.JsonSchema.Patterns;

/// <summary>
/// A set of Unicode characters, written as a .NET pattern over UTF-16: characters beyond the basic plane become pairs
/// of surrogates, which .NET would otherwise take for two characters each.
/// </summary>
internal sealed class CodePointSet
{
    private const int Last = 0x10FFFF;
    private const int FirstBeyond = 0x10000;
    private const int FirstLow = 0xDC00;
    private const int LastLow = 0xDFFF;
    private readonly List<CodePointRange> _ranges = [];

    public CodePointSet Add(int first, int last)
    {
        _ranges.Add(new(first, last));
        return this;
    }

    public CodePointSet Add(CodePointSet other)
    {
        _ranges.AddRange(other._ranges);
        return this;
    }

    public CodePointSet Complement()
    {
        var result = new CodePointSet();
        var next = 0;
        foreach (var range in Normalized())
        {
            if (range.First > next)
            {
                result.Add(next, range.First - 1);
            }

            next = range.Last + 1;
        }

        return next <= Last ? result.Add(next, Last) : result;
    }

    /// <summary>The set as a pattern that is one unit, so that a quantifier may follow.</summary>
    /// <param name="isRepeated">
    /// Any number of characters follow each other: where the set holds all beyond the basic plane, halves of pairs may
    /// then be taken one by one, which is a much simpler pattern with the same meaning.
    /// </param>
    public string ToPattern(bool isRepeated)
    {
        var ranges = Normalized();
        var basic = new StringBuilder();
        foreach (var range in ranges)
        {
            AppendRange(basic, range.First, Math.Min(range.Last, 0xD7FF));
            AppendRange(basic, Math.Max(range.First, 0xE000), Math.Min(range.Last, 0xFFFF));
        }

        if (isRepeated && ranges.Count > 0 && ranges[^1] is { First: <= FirstBeyond, Last: Last })
        {
            return $@"[{basic}\uD800-\uDFFF]";
        }

        string[] alternatives = [.. basic.Length > 0 ? [$"[{basic}]"] : Array.Empty<string>(), .. Pairs(ranges)];
        return alternatives.Length switch
        {
            0 => @"[^\s\S]", // the empty set matches nothing
            1 when basic.Length > 0 => alternatives[0],
            _ => $"(?:{string.Join('|', alternatives)})",
        };
    }

    /// <summary>Classes of high and low surrogates; high ones that go with the same low ones stand together.</summary>
    private static IEnumerable<string> Pairs(List<CodePointRange> ranges)
    {
        var lows = new SortedDictionary<int, StringBuilder>();
        foreach (var range in ranges.Where(range => range.Last >= FirstBeyond))
        {
            var first = Math.Max(range.First, FirstBeyond);
            for (var high = High(first); high <= High(range.Last); high++)
            {
                lows.TryAdd(high, new StringBuilder());
                AppendRange(
                    lows[high],
                    high == High(first) ? Low(first) : FirstLow,
                    high == High(range.Last) ? Low(range.Last) : LastLow);
            }
        }

        return lows.GroupBy(pair => pair.Value.ToString(), pair => pair.Key, StringComparer.Ordinal)
            .Select(group => $"[{string.Concat(group.Select(Unit))}][{group.Key}]");
    }

    private List<CodePointRange> Normalized()
    {
        var result = new List<CodePointRange>();
        foreach (var range in _ranges.OrderBy(range => range.First))
        {
            if (result.Count > 0 && range.First <= result[^1].Last + 1)
            {
                result[^1] = new(result[^1].First, Math.Max(result[^1].Last, range.Last));
            }
            else
            {
                result.Add(range);
            }
        }

        return result;
    }

    private static void AppendRange(StringBuilder pattern, int first, int last)
    {
        if (first <= last)
        {
            pattern.Append(Unit(first)).Append(first < last ? $"-{Unit(last)}" : "");
        }
    }

    private static int High(int codePoint) => 0xD800 + ((codePoint - FirstBeyond) >> 10);

    private static int Low(int codePoint) => FirstLow + ((codePoint - FirstBeyond) & 0x3FF);

    private static string Unit(int unit) => string.Create(CultureInfo.InvariantCulture, $@"\u{unit:X4}");

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct CodePointRange(int First, int Last);
}
