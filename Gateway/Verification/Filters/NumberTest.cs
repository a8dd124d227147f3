using System.Buffers;
using System.Globalization;

namespace Gateway.Verification.Filters;

/// <summary>The value is a number within bounds, each of which may be missing.</summary>
/// <param name="above">More than this.</param>
/// <param name="atLeast">This or more.</param>
/// <param name="below">Less than this.</param>
/// <param name="atMost">This or less.</param>
internal sealed class NumberTest(decimal? above, decimal? atLeast, decimal? below, decimal? atMost) : IValueTest
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly SearchValues<char> Chars = SearchValues.Create("+-.0123456789Ee");

    public bool Holds(ReadOnlySpan<char> value)
    {
        if (decimal.TryParse(value, Style, CultureInfo.InvariantCulture, out var number))
        {
            return !(number <= above) && !(number < atLeast) && !(number >= below) && !(number > atMost);
        }

        // Beyond all bounds that can be written: more than each, or less. "Infinity" and "NaN" are texts and no numbers.
        return !value.ContainsAnyExcept(Chars) && double.TryParse(value, Style, CultureInfo.InvariantCulture, out var huge)
            && (huge > 0 ? below is null && atMost is null : above is null && atLeast is null);
    }
}
