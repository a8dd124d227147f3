using Gateway.Intake;

namespace Gateway.Delivery.Attempts;

/// <summary>The routes' own pipelines, for requests that the gateway itself puts into them.</summary>
internal sealed class RoutePipeline
{
    private readonly IServiceProvider _services;
    private readonly RequestDelegate _run;

    /// <param name="services">Of the gateway.</param>
    public RoutePipeline(IServiceProvider services)
    {
        _services = services;
        var builder = new ApplicationBuilder(services);
        builder.UseRequestTimeouts(); // As in front of the routes.
        builder.Run(static context => context.GetEndpoint()!.RequestDelegate!(context));
        _run = builder.Build();
    }

    /// <summary>Sends a request that has its endpoint through it.</summary>
    public Task RunAsync(HttpContext context) => _run(context);

    /// <summary>The endpoint of a route in force; null if there is none of the name.</summary>
    public Endpoint? FindEndpoint(string route)
    {
        // Resolved late: routing is built when the server starts.
        foreach (var endpoint in _services.GetRequiredService<EndpointDataSource>().Endpoints)
        {
            if (endpoint.Metadata.GetMetadata<RoutePolicy>() is { } policy && policy.Route == route)
            {
                return endpoint;
            }
        }

        return null;
    }
}
