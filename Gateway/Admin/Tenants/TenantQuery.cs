using System.Globalization;
using Gateway.Admin.Deliveries;

namespace Gateway.Admin.Tenants;

/// <summary>The query of a list.</summary>
/// <param name="After">The change that the page before ended with.</param>
/// <param name="Limit">How many.</param>
/// <param name="IsDownward">The last changed first.</param>
internal sealed record TenantQuery(long After, int Limit, bool IsDownward)
{
    private const int MostAtOnce = 500;
    private const int DefaultAtOnce = 100;

    private static readonly string[] Names = ["limit", "newest", "after"];

    /// <summary>The query; null if it is none, with what is wrong.</summary>
    public static TenantQuery? Read(IQueryCollection query, out string problem)
    {
        problem = query.All(pair => Names.Contains(pair.Key, StringComparer.OrdinalIgnoreCase) && pair.Value.Count == 1)
            ? ""
            : $"The query may have each of these once: {string.Join(", ", Names)}.";
        var isDownward = false;
        if (Text("newest") is { } newest && !bool.TryParse(newest, out isDownward))
        {
            problem = "'newest' is true or false.";
        }

        var limit = DefaultAtOnce;
        if (Text("limit") is { } many
            && (!int.TryParse(many, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MostAtOnce))
        {
            problem = $"'limit' is 1 to {MostAtOnce}.";
        }

        var after = isDownward ? long.MaxValue : 0;
        if (Text("after") is { } place && !long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            problem = DeliveryPages.NoPlace;
        }

        return problem.Length == 0 ? new TenantQuery(after, limit, isDownward) : null;

        string? Text(string name) => query.TryGetValue(name, out var values) ? values[0] : null;
    }
}
