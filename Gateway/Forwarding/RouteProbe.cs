using Gateway.Intake;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Forwarding;

/// <summary>
/// Asks routing which route would get a request with another path: the routes in force, with all that they match by.
/// </summary>
internal sealed class RouteProbe
{
    private RequestDelegate? _route;

    /// <summary>Done once, before the first request: routing is built when the routes are mapped.</summary>
    /// <param name="app">Whose routes these are.</param>
    public void Use(WebApplication app)
    {
        var builder = new ApplicationBuilder(app.Services);
        builder.UseRouting();
        builder.Run(static _ => Task.CompletedTask); // What was found is looked at, and never called.
        builder.UseEndpoints(routes =>
        {
            foreach (var source in ((IEndpointRouteBuilder)app).DataSources)
            {
                routes.DataSources.Add(source);
            }
        });
        _route = builder.Build();
    }

    /// <summary>Whether the request's own route would get it with this path, too.</summary>
    public async ValueTask<bool> IsOfSameRouteAsync(HttpContext context, string path) =>
        // In the moment of a reload this may be another configuration's, and then the answer is no.
        ReferenceEquals(await FindAsync(context, context.Request.Method, path), context.GetEndpoint());

    /// <summary>Whether a route that is not the request's own, and not open, would get it with this method and path.</summary>
    public async ValueTask<bool> LeadsToAnotherVerifiedAsync(HttpContext context, string method, string path) =>
        await FindAsync(context, method, path) is { } found && found != context.GetEndpoint()
        && found.Metadata.GetMetadata<RoutePolicy>() is { Mode: not VerificationMode.None };

    /// <summary>Finds the route of a request that the gateway has made itself, as routing does for one that comes in.</summary>
    public Task MatchAsync(HttpContext context) => _route!(context);

    private async ValueTask<Endpoint?> FindAsync(HttpContext context, string method, string path)
    {
        var request = context.Request;
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Method = method,
            Scheme = request.Scheme,
            Protocol = request.Protocol,
            Path = path,
            QueryString = request.QueryString.Value ?? "",
            Headers = request.Headers,
        });
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        var probe = new DefaultHttpContext(features) { RequestServices = context.RequestServices };
        await _route!(probe);
        return probe.GetEndpoint();
    }
}
