using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Gateway.JsonSchema.Patterns;

/// <summary>
/// A set of Unicode characters, written as a .NET pattern over UTF-16: characters beyond the basic plane become pairs of
/// surrogates, which .NET would otherwise take for two characters each.
/// </summary>
internal sealed class CodePointSet
{
    private const int Last = 0x10FFFF;
    private const int FirstBeyond = 0x10000;
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
        var basic = new StringBuilder();
        var pairs = new StringBuilder();
        var holdsAllBeyond = false;
        foreach (var range in Normalized())
        {
            AppendBasic(basic, range.First, Math.Min(range.Last, 0xD7FF));
            AppendBasic(basic, Math.Max(range.First, 0xE000), Math.Min(range.Last, 0xFFFF));
            holdsAllBeyond |= range.First <= FirstBeyond && range.Last == Last;
            AppendPairs(pairs, Math.Max(range.First, FirstBeyond), range.Last);
        }

        if (holdsAllBeyond && isRepeated)
        {
            return $@"[{basic}\uD800-\uDFFF]";
        }

        if (pairs.Length > 0)
        {
            return basic.Length > 0 ? $"(?:[{basic}]{pairs})" : $"(?:{pairs.Remove(0, 1)})";
        }

        return basic.Length > 0 ? $"[{basic}]" : @"[^\s\S]"; // the empty set matches nothing
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

    private static void AppendBasic(StringBuilder pattern, int first, int last)
    {
        if (first <= last)
        {
            pattern.Append(Unit(first)).Append(first < last ? $"-{Unit(last)}" : "");
        }
    }

    /// <summary>Splits at high surrogates: the rest of the first one, whole ones, the start of the last one.</summary>
    private static void AppendPairs(StringBuilder pattern, int first, int last)
    {
        while (first <= last)
        {
            var block = first & ~0x3FF;
            var whole = first == block ? ((last + 1) & ~0x3FF) - 1 : 0;
            var end = whole > first ? whole : Math.Min(last, block + 0x3FF);
            pattern.Append('|').Append(Class(High(first), High(end))).Append(Class(Low(first), Low(end)));
            first = end + 1;
        }
    }

    private static string Class(int first, int last) => first == last ? Unit(first) : $"[{Unit(first)}-{Unit(last)}]";

    private static int High(int codePoint) => 0xD800 + ((codePoint - FirstBeyond) >> 10);

    private static int Low(int codePoint) => 0xDC00 + ((codePoint - FirstBeyond) & 0x3FF);

    private static string Unit(int unit) => string.Create(CultureInfo.InvariantCulture, $@"\u{unit:X4}");

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct CodePointRange(int First, int Last);
}
