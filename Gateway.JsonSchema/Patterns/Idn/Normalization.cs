using System.Collections.Frozen;
using System.Globalization;

namespace Gateway.JsonSchema.Patterns.Idn;

/// <summary>Normalization form C (Unicode Standard Annex 15), for labels of characters that are admitted.</summary>
internal static class Normalization
{
    private const int Virama = 9;
    private static readonly CodePointTable Classes = new(NormalizationData.CombiningClasses);
    private static readonly FrozenSet<long> Compositions = ReadCompositions();

    public static bool IsVirama(int codePoint) => Classes.ValueOf(codePoint) == Virama;

    public static bool IsComposed(ReadOnlySpan<int> label)
    {
        var starter = 0;
        var isNext = false; // nothing stands between the starter and this character
        var last = 0;
        foreach (var codePoint in label)
        {
            var order = Classes.ValueOf(codePoint);
            if (order != 0 && order < last)
            {
                return false; // marks are sorted
            }

            if ((isNext || last < order) && Compositions.Contains(Pair(starter, codePoint)))
            {
                return false; // there is one character for both
            }

            isNext = order == 0;
            starter = isNext ? codePoint : starter;
            last = order;
        }

        return true;
    }

    private static FrozenSet<long> ReadCompositions()
    {
        var result = new HashSet<long>();
        foreach (var line in NormalizationData.Compositions.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var mark = Parse(line[..line.IndexOf(':', StringComparison.Ordinal)]);
            foreach (var starter in line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(','))
            {
                result.Add(Pair(Parse(starter), mark));
            }
        }

        return result.ToFrozenSet();
    }

    private static int Parse(string hex) =>
        int.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static long Pair(int starter, int mark) => ((long)starter << 32) | (long)mark;
}
