using System.Globalization;

namespace Gateway.JsonSchema.Patterns.Idn;

/// <summary>Ranges of characters, each with a value, as the tables of this folder write them: <c>300-314:230</c>.</summary>
internal sealed class CodePointTable
{
    private readonly int[] _first;
    private readonly int[] _last;
    private readonly int[] _value;

    public CodePointTable(string ranges)
    {
        var parts = ranges.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        _first = new int[parts.Length];
        _last = new int[parts.Length];
        _value = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var range = parts[i].Split(':');
            var ends = range[0].Split('-');
            _first[i] = int.Parse(ends[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            _last[i] = int.Parse(ends[^1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            _value[i] = range.Length > 1 ? int.Parse(range[1], CultureInfo.InvariantCulture) : 1;
        }
    }

    public bool Contains(int codePoint) => ValueOf(codePoint) != 0;

    /// <summary>The value of a character's range, 0 where it is in none.</summary>
    public int ValueOf(int codePoint)
    {
        var at = Array.BinarySearch(_first, codePoint);
        at = at < 0 ? ~at - 1 : at;
        return at >= 0 && codePoint <= _last[at] ? _value[at] : 0;
    }
}
