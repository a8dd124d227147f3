using Gateway.Configuration;

namespace Gateway.Cli.Explaining;

/// <summary>Which route a request is matched with.</summary>
internal static class RouteFinder
{
    /// <summary>The route's name; null if none matches.</summary>
    public static async Task<string?> FindAsync(GatewaySnapshot snapshot, CapturedRequest request)
    {
        await using var table = RouteTable.Of(snapshot);
        return await table.FindAsync(request.ToContext());
    }

    /// <summary>The routes there are, a line each.</summary>
    public static IEnumerable<string> Describe(GatewaySnapshot snapshot)
    {
        foreach (var route in snapshot.Routes)
        {
            var match = route.Match;
            var methods = match.Methods is { Count: > 0 } some ? string.Join(", ", some) : "any method";
            var hosts = match.Hosts is { Count: > 0 } names ? $" on {string.Join(", ", names)}" : "";
            yield return $"{route.RouteId}: {methods} {match.Path ?? "any path"}{hosts}";
        }
    }
}
