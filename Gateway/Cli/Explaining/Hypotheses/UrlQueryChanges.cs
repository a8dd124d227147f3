using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>What is changed in a query: its order, its escapes, parameters that came or went.</summary>
internal static partial class UrlQueryChanges
{
    private const int MostPermuted = 6;
    private const int MostEscapes = 8;

    /// <summary>Of those that are left out one by one: each makes a query of its own.</summary>
    private const int MostParameters = 64;

    /// <summary>What may stand in a query as it is (RFC 3986, section 3.4), and what browsers leave beside it.</summary>
    private const string MayStand = "@:/?!$'()*,;[]|{}^`\" <>\\~";

    public static IEnumerable<UrlChange> Of(UrlGuess known)
    {
        var query = known.Query;
        if (query.Length < 2)
        {
            if (query.Length == 0)
            {
                yield return Change("with a ? at its end", "?");
            }

            yield break;
        }

        yield return Change("without the query", "");
        foreach (var (text, what) in Orders(query).Concat(Escapes(query)).Concat(Parameters(query)))
        {
            if (text != query)
            {
                yield return Change(what, text);
            }
        }

        static UrlChange Change(string what, string query) => new("query", what, url => url with { Query = query });
    }

    private static IEnumerable<(string Query, string What)> Orders(string query)
    {
        var parts = query[1..].Split('&');
        yield return ("?" + string.Join('&', parts.Order(StringComparer.Ordinal)), "the query's parameters in order");
        yield return ("?" + string.Join('&', parts.OrderBy(part => part.Split('=')[0], StringComparer.Ordinal)), "the query's parameters in order");
        yield return ("?" + string.Join('&', parts.Reverse()), "the query's parameters the other way round");
        foreach (var order in parts.Length is > 1 and <= MostPermuted ? Permutation.All(parts.Length) : [])
        {
            yield return ("?" + string.Join('&', order.Select(index => parts[index])), "the query's parameters in another order");
        }
    }

    private static IEnumerable<(string Query, string What)> Escapes(string query)
    {
        yield return (Uri.UnescapeDataString(query), "the query decoded");
        yield return (Uri.UnescapeDataString(query.Replace('+', ' ')), "the query decoded, + as a blank");
        yield return (query.Replace("%20", "+", StringComparison.Ordinal), "blanks of the query as +");
        yield return (query.Replace("+", "%20", StringComparison.Ordinal), "blanks of the query as %20");
        yield return (Code().Replace(query, match => match.Value.ToUpperInvariant()), "the query's escapes in upper case");
        yield return (Code().Replace(query, match => match.Value.ToLowerInvariant()), "the query's escapes in lower case");
        foreach (var (safe, name) in FormEncodings.Alphabets)
        {
            foreach (var (blank, digits, how) in FormEncodings.Blanks)
            {
                yield return ("?" + string.Join('&', query[1..].Split('&').Select(part => string.Join('=', part.Split('=', 2).Select(
                    text => FormEncodings.Encode(Uri.UnescapeDataString(text.Replace('+', ' ')), safe, blank, digits))))), $"the query {name}, {how}");
            }
        }

        // Any of the escapes as the character, and any of the characters as an escape.
        string[] codes = [.. Code().Matches(query).Select(match => match.Value).Distinct(StringComparer.Ordinal).Take(MostEscapes)];
        foreach (var some in Subsets(codes))
        {
            yield return (some.Aggregate(query, (text, code) => text.Replace(code, Uri.UnescapeDataString(code), StringComparison.Ordinal)), $"{string.Join(", ", some)} of the query decoded");
        }

        string[] plain = [.. MayStand.Where(c => query.AsSpan(1).Contains(c)).Select(c => c.ToString()).Take(MostEscapes)];
        foreach (var some in Subsets(plain))
        {
            foreach (var digits in (string[])["X2", "x2"])
            {
                yield return ("?" + some.Aggregate(query[1..], (text, c) => text.Replace(c, "%" + ((int)c[0]).ToString(digits, CultureInfo.InvariantCulture), StringComparison.Ordinal)), $"{string.Join(" and ", some)} of the query encoded");
            }
        }
    }

    private static IEnumerable<string[]> Subsets(string[] all) =>
        Enumerable.Range(1, (1 << all.Length) - 1).Select(bits => all.Where((_, index) => (bits & (1 << index)) != 0).ToArray());

    private static IEnumerable<(string Query, string What)> Parameters(string query)
    {
        var parts = query[1..].Split('&');
        foreach (var (index, part) in parts.Index().Take(MostParameters))
        {
            var rest = parts.Where((_, position) => position != index).ToArray();
            yield return (rest.Length == 0 ? "" : "?" + string.Join('&', rest), $"without the query's parameter '{PlainText.Of(part.Split('=')[0])}'");
        }

        for (var count = 1; count < Math.Min(parts.Length, MostParameters); count++)
        {
            yield return ("?" + string.Join('&', parts.Take(count)), $"of the query no more than the first {count} parameters");
        }

        yield return ("?" + string.Join('&', parts.Where(part => !part.EndsWith('=') && part.Contains('=', StringComparison.Ordinal))), "the query without empty parameters");
        yield return ("?" + string.Join('&', parts.Distinct(StringComparer.Ordinal)), "the query without repeated parameters");
        yield return ("?" + string.Join('&', parts.Select(part => part.Contains('=', StringComparison.Ordinal) ? part : part + "=")), "the query with = behind every name");
        yield return ("?" + string.Join('&', parts.Select(part => part.TrimEnd('='))), "the query without = behind empty parameters");
        yield return (query + "&", "the query with & behind it");
        yield return (query.TrimEnd('&'), "the query without & behind it");
        yield return (query.Replace("&", "&amp;", StringComparison.Ordinal), "the query with &amp; for &");
        yield return (query.Replace("&amp;", "&", StringComparison.Ordinal), "the query with & for &amp;");
        yield return ("?" + query, "the query with two question marks");
    }

    [GeneratedRegex("%[0-9A-Fa-f]{2}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
