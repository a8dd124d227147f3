using Gateway.Configuration;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace Gateway.Cli.Explaining;

/// <summary>Which route a request is matched with: asked of routing itself, with YARP's routes and no way to any backend.</summary>
internal static class RouteFinder
{
    private const string Nowhere = "nowhere";

    /// <summary>The route's name; null if none matches.</summary>
    public static async Task<string?> FindAsync(GatewaySnapshot snapshot, CapturedRequest request)
    {
        // What decides on a match, and nothing that a cluster, a policy or a transform adds.
        var routes = snapshot.Routes
            .Select(route => new RouteConfig { RouteId = route.RouteId, ClusterId = Nowhere, Match = route.Match, Order = route.Order })
            .ToList();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore(); // YARP asks for a server; this one is never started.
        builder.Services.AddRouting().AddReverseProxy().LoadFromMemory(routes, [new ClusterConfig { ClusterId = Nowhere }]);
        await using var host = builder.Build();

        var app = new ApplicationBuilder(host.Services);
        string? found = null;
        app.UseRouting();
        app.Use((HttpContext context, RequestDelegate _) =>
        {
            found = context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>()?.Config.RouteId;
            return Task.CompletedTask;
        });
        app.UseEndpoints(endpoints => endpoints.MapReverseProxy());
        var context = request.ToContext();
        context.RequestServices = host.Services;
        await app.Build()(context);
        return found;
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
