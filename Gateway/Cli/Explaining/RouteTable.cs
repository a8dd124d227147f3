using Gateway.Configuration;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace Gateway.Cli.Explaining;

/// <summary>The routes of a configuration as routing sees them, and no way to any backend.</summary>
internal sealed class RouteTable : IAsyncDisposable
{
    private const string Nowhere = "nowhere";

    private readonly WebApplication _host;
    private readonly RequestDelegate _route;

    private RouteTable(WebApplication host)
    {
        _host = host;
        var app = new ApplicationBuilder(host.Services);
        app.UseRouting();
        app.Use((HttpContext _, RequestDelegate _) => Task.CompletedTask); // What was found is looked at, and never called.
        app.UseEndpoints(endpoints => endpoints.MapReverseProxy());
        _route = app.Build();
    }

    public static RouteTable Of(GatewaySnapshot snapshot)
    {
        // What decides on a match, and nothing that a cluster, a policy or a transform adds.
        var routes = snapshot.Routes
            .Select(route => new RouteConfig { RouteId = route.RouteId, ClusterId = Nowhere, Match = route.Match, Order = route.Order })
            .ToList();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore(); // YARP asks for a server; this one is never started.
        builder.Services.AddRouting().AddReverseProxy().LoadFromMemory(routes, [new ClusterConfig { ClusterId = Nowhere }]);
        return new RouteTable(builder.Build());
    }

    /// <summary>The name of the route that would get the request; null if none would.</summary>
    public async Task<string?> FindAsync(HttpContext context)
    {
        context.RequestServices = _host.Services;
        await _route(context);
        return context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>()?.Config.RouteId;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
