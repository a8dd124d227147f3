using System.Globalization;
using System.Net;
using System.Text;

namespace Gateway.Benchmarks.Comparison;

/// <summary>Horizontal bars, as SVG that reads on light and dark pages.</summary>
internal static class BarChart
{
    private const int Row = 22;
    private const int Top = 34;
    private const int Labels = 230;
    private const int Longest = 420;
    private const int Width = Labels + Longest + 90;

    /// <param name="title">Above them, with the unit.</param>
    /// <param name="bars">From the top.</param>
    public static string Draw(string title, IEnumerable<(string Name, double Value)> bars)
    {
        var rows = bars.ToList();
        var most = rows.Select(row => row.Value).DefaultIfEmpty(1).Max();
        var svg = new StringBuilder(Text(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Top + (Row * rows.Count) + 8}\" font-family=\"sans-serif\" font-size=\"13\" role=\"img\">\n"));
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n")
            .Append(Text($"<text x=\"8\" y=\"20\" font-weight=\"bold\">{WebUtility.HtmlEncode(title)}</text>\n"));
        for (var i = 0; i < rows.Count; i++)
        {
            var (name, value) = rows[i];
            var (y, length) = (Top + (Row * i), Math.Max(1, Longest * value / most));
            var color = name.StartsWith("gateway", StringComparison.Ordinal) ? "#2f6fb0" : "#9aa5b1";
            svg.Append(Text($"<text x=\"{Labels - 8}\" y=\"{y + 14}\" text-anchor=\"end\">{WebUtility.HtmlEncode(name)}</text>"))
                .Append(Text($"<rect x=\"{Labels}\" y=\"{y + 2}\" width=\"{length:0.#}\" height=\"{Row - 6}\" fill=\"{color}\"/>"))
                .Append(Text($"<text x=\"{Labels + length + 6:0.#}\" y=\"{y + 14}\">{value:0.##}</text>\n"));
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
