using Gateway.Admin.Access;
using Gateway.Admin.Dashboard;
using Gateway.Attestation;
using Gateway.Delivery.Destinations.Brokers;
using Gateway.Observability;
using Gateway.Reading;
using Gateway.Storage;

namespace Gateway.Admin;

/// <summary>
/// Health and metrics on a listener, and in a pipeline, of their own: no Host header, path or port a caller can choose
/// leads from the webhooks' listener to here.
/// </summary>
internal sealed class AdminServer(
    AdminSettings settings, PipelineProbe probe, IStoreHealth store, ReloadState reload, ConnectionState connections,
    BrokerConnections brokers, Telemetry telemetry, AdminGuard guard, KeySetEndpoint keySet, IEnumerable<IAdminApi> apis,
    IHostApplicationLifetime lifetime, ILoggerFactory loggers)
    : IHostedService, IAsyncDisposable
{
    /// <summary>Nobody sends more here than a choice of deliveries, or the id of an event.</summary>
    private const int MostBodyBytes = 16 * 1024;

    /// <summary>A scraper, probes and some who look; in what is reserved of the descriptors.</summary>
    private const int MostConnections = 32;

    private const string TextFormat = "text/plain; version=0.0.4";

    /// <summary>A browser opens six for the files of a page and then needs one: the others are not to keep a probe out.</summary>
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(20);

    private WebApplication? _app;

    /// <summary>Where it listens: the configured address, with the port that was free if that was 0.</summary>
    public Uri Url => new(_app?.Urls.First() ?? settings.Url.ToString());

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AdminJson.Default));
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.WebHost.UseKestrelCore().UseUrls(settings.Url.ToString())
            .ConfigureKestrel(kestrel =>
            {
                kestrel.Limits.MaxRequestBodySize = MostBodyBytes;
                kestrel.Limits.MaxConcurrentConnections = MostConnections;
                kestrel.Limits.KeepAliveTimeout = LongestIdle;
            });
        _app = builder.Build();
        _app.Use(HardenAnswers);
        _app.Use(RefuseForeignHosts);
        _app.UseRouting();
        _app.Use(guard.InvokeAsync);
        _app.MapGet("/healthz", Health).Needs(AdminAccess.None);
        _app.MapGet("/readyz", ReadyAsync).Needs(AdminAccess.None);
        _app.MapPrometheusScrapingEndpoint("/metrics", telemetry.Metrics, scrape => scrape.Use(GuardMetrics), optionsName: null)
            .Needs(AdminAccess.Scrape);
        _app.MapGet(KeySetEndpoint.Path, keySet.AnswerAsync).Needs(AdminAccess.None);
        DashboardPages.Map(_app);
        var api = _app.MapGroup("/api");
        foreach (var part in apis)
        {
            part.Map(api);
        }

        await _app.StartAsync(cancellationToken);
    }

    /// <summary>All that there is to ask for; none before the start.</summary>
    public IReadOnlyList<Endpoint> Endpoints => _app?.Services.GetRequiredService<EndpointDataSource>().Endpoints ?? [];

    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private IResult Health()
    {
        var isAnswered = probe.IsAnswered();
        return Results.Json(
            new HealthAnswer(isAnswered ? "ok" : "unresponsive"),
            AdminJson.Default.HealthAnswer,
            statusCode: isAnswered ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private async Task<IResult> ReadyAsync(CancellationToken cancellation)
    {
        var isAnswered = probe.IsAnswered();
        var isDraining = lifetime.ApplicationStopping.IsCancellationRequested;
        var isStoreAvailable = await store.IsAvailableAsync(cancellation);
        var body = new ReadinessAnswer(
            isDraining ? "draining"
                : !isAnswered ? "unresponsive"
                : !isStoreAvailable ? "store_unavailable"
                : connections.IsExhausted ? "connections_exhausted" : "ready",
            store.Name,
            reload.Succeeded ? "current" : "stale",
            reload.Problems.Count,
            reload.Warnings.Count)
        {
            Brokers = brokers.Health is { Count: > 0 } all
                ? [.. all.Select(broker => new BrokerView(broker.Kind, broker.Broker, broker.State.ToString().ToLowerInvariant()))]
                : null,
        };
        var isReady = !isDraining && isAnswered && isStoreAvailable && !connections.IsExhausted;
        return Results.Json(
            body,
            AdminJson.Default.ReadinessAnswer,
            statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>
    /// A page in a browser on this machine can be made to ask a loopback address under its own name (DNS rebinding). With
    /// a token that does not help it; without one, only the names of loopback are answered.
    /// </summary>
    private Task RefuseForeignHosts(HttpContext context, RequestDelegate next)
    {
        if (guard.AsksForToken || context.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]")
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return Task.CompletedTask;
    }

    /// <summary>
    /// The exporter's endpoint takes every method. And it writes OpenMetrics for whoever asks for that first, as Prometheus does: with a <c>_created</c>
    /// series beside each other, half as much again, that nobody reads. So all get the text format, which every scraper reads.
    /// </summary>
    private Task GuardMetrics(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = HttpMethods.Get;
            return Task.CompletedTask;
        }

        context.Request.Headers.Accept = TextFormat;
        return next(context);
    }

    /// <summary>What is answered may be a sender's bytes: no browser guesses a type for them, and none keeps them.</summary>
    private static Task HardenAnswers(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        return next(context);
    }
}
