using System.Globalization;

namespace Gateway.Admin.Traffic;

/// <summary>The query of a list of which some names are known and <c>limit</c> is a number.</summary>
internal sealed class PageQuery
{
    private readonly IQueryCollection _query;

    private PageQuery(IQueryCollection query, int limit) => (_query, Limit) = (query, limit);

    public int Limit { get; }

    /// <summary>The value of a name; null if it is not there, or empty.</summary>
    public string? Text(string name) => _query.TryGetValue(name, out var values) && values[0] is { Length: > 0 } text ? text : null;

    /// <summary>The query; null if it is none, with what is wrong: what is not known must not look like a filter that found all.</summary>
    public static PageQuery? Read(IQueryCollection query, IReadOnlyList<string> names, int standard, int most, out string problem)
    {
        foreach (var (name, values) in query)
        {
            if (!names.Contains(name, StringComparer.OrdinalIgnoreCase) || values.Count != 1)
            {
                problem = $"The query may have each of these once: {string.Join(", ", names)}.";
                return null;
            }
        }

        var limit = standard;
        if (query.TryGetValue("limit", out var many)
            && (!int.TryParse(many, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit < 1 || limit > most))
        {
            problem = string.Create(CultureInfo.InvariantCulture, $"'limit' is 1 to {most}.");
            return null;
        }

        problem = "";
        return new PageQuery(query, limit);
    }
}
