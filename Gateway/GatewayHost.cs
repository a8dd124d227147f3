using System.Text;
using Gateway.Attestation;
using Gateway.Configuration;
using Gateway.Configuration.Hosting;
using Gateway.Connections;
using Gateway.Delivery;
using Gateway.Forwarding;
using Gateway.Intake;
using Gateway.Intake.Memory;
using Gateway.Observability;
using Gateway.Reading;
using Gateway.Secrets.Stored;
using Gateway.Storage;
using Gateway.Verification;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway;

/// <summary>The composition root: what the gateway is made of, and the way a webhook takes through it.</summary>
internal static class GatewayHost
{
    /// <summary>How long an orderly stop may take: what orchestrators wait for by default.</summary>
    public static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);

    /// <summary>In bytes: what the headers of a request may have in all, and more than most webhooks.</summary>
    private const int ConnectionBuffer = 32 * 1024;

    /// <summary>At once, of one connection. Providers that speak HTTP/2 send a few; each takes its memory.</summary>
    private const int Http2Streams = 8;

    /// <summary>In bytes; the least that RFC 9113 lets a server begin with.</summary>
    private const int Http2Window = 65_535;

    /// <summary>Reads the configuration as the gateway would; connects to nothing and changes nothing.</summary>
    public static async Task<LoadResult> CheckAsync(GatewayOptions options)
    {
        using var metrics = new GatewayMetrics();
        using var providers = new ProviderServices(metrics, options.Clock, NullLoggerFactory.Instance);
        return await LoadAsync(options, StageServices.InMemory(options.Clock, providers, metrics));
    }

    /// <summary>The same for who goes on to use the stages: what they use stays the caller's.</summary>
    public static Task<LoadResult> LoadAsync(GatewayOptions options, StageServices services) =>
        Loader(options).LoadAsync(services);

    /// <summary>Builds the gateway, or returns null and every problem of its configuration.</summary>
    public static async Task<(WebApplication? App, IReadOnlyList<ConfigurationProblem> Problems)> BuildAsync(GatewayOptions options)
    {
        // First without connecting to anything: a gateway that cannot serve must not touch a store.
        var loader = Loader(options);
        var deferred = new DeferredServices(options.Clock);
        var first = await loader.LoadAsync(deferred.Unconnected);
        if (first.Snapshot is not { } snapshot)
        {
            deferred.Dispose();
            return (null, first.Problems);
        }

        var builder = WebApplication.CreateSlimBuilder();
        ConfigureServer(builder, first, options);
        AddServices(builder.Services, snapshot, options, loader, deferred);
        var app = builder.Build();

        try
        {
            // The reloader is made with services that are connected, and nothing is put in force but by it.
            app.Services.GetRequiredService<ConfigurationReloader>().Start(first);
            _ = app.Services.GetRequiredService<Telemetry>(); // Which listens from here on.
            app.Services.GetRequiredService<ConfiguredSeries>().Start();
            MapWebhooks(app, ExportsOtlp(options));
            app.Services.GetRequiredService<StartLine>().SayWhenStarted(options.ConfigPath, app.Urls);
            return (app, []);
        }
        catch
        {
            await app.DisposeAsync(); // With the connections that its stores have opened.
            throw;
        }
    }

    private static bool ExportsOtlp(GatewayOptions options) =>
        options.Environment("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 };

    private static bool ExportsLogs(GatewayOptions options) => ExportsOtlp(options) && options.Environment("OTEL_LOGS_EXPORTER") != "none";

    private static string? ServiceName(GatewayOptions options) => options.Environment("OTEL_SERVICE_NAME");

    private static ConfigurationLoader Loader(GatewayOptions options) => new(options.ConfigPath, options.Environment, options.Overrides, options.Urls);

    private static void MapWebhooks(WebApplication app, bool hasSpans)
    {
        var policies = app.Services.GetRequiredService<GatewayProxyConfigProvider>();
        if (hasSpans)
        {
            app.Use(RequestSpan.InvokeAsync);
        }

        app.Use(app.Services.GetRequiredService<HeaderRelease>().HoldAsync);
        app.Services.GetRequiredService<KeySetEndpoint>().Use(app);
        app.Services.GetRequiredService<UnmatchedRequests>().Use(app);
        app.UseRequestTimeouts();
        app.MapReverseProxy(pipeline =>
            {
                pipeline.UseMiddleware<GatewayMiddleware>(); // verified here; what follows sees only what passed
                pipeline.UseSessionAffinity();
                pipeline.UseLoadBalancing();
                pipeline.UsePassiveHealthChecks();
            })
            .ConfigureEndpoints((endpoint, route) => endpoint.WithMetadata(policies.PoliciesOf(route)));

        app.Services.GetRequiredService<ProbeRoute>().Map(app);
        app.Services.GetRequiredService<RouteProbe>().Use(app);

        // Made now, by one thread. YARP would make them for the first request, in a lock that it takes within routing's own, and tell
        // the other list of them, where deliveries look; a first delivery at that moment holds that list's lock and waits for YARP's.
        // Neither would ever go on.
        foreach (var source in ((IEndpointRouteBuilder)app).DataSources)
        {
            _ = source.Endpoints;
        }
    }

    private static void ConfigureServer(WebApplicationBuilder builder, LoadResult first, GatewayOptions options)
    {
        if (options.Overrides is not null)
        {
            ((IConfigurationBuilder)builder.Configuration).Sources.Clear(); // the process's own settings are not this gateway's
        }

        builder.Configuration.AddConfiguration(new NodeConfiguration(first.Raw!));
        if (options.Urls is not null)
        {
            builder.WebHost.UseUrls(options.Urls);
        }
        else if (!ListeningAddress.IsNamed(builder.Configuration))
        {
            builder.WebHost.UseUrls(ListeningAddress.Default);
        }

        if (options.Logger is null)
        {
            builder.Services.AddGatewayLogging(
                builder.Configuration, ExportsOtlp(options), options.Clock,
                ExportsLogs(options) ? resource => Telemetry.Describe(resource, ServiceName(options)) : null);
        }
        else
        {
            builder.Logging.ClearProviders().AddProvider(options.Logger);
            foreach (var category in GatewayLogging.WithQueries)
            {
                builder.Logging.AddFilter(category, LogLevel.Warning);
            }
        }

        builder.Services.AddSingleton(typeof(ILogger<>), typeof(ForwarderLogger<>));
        builder.WebHost.UseKestrelHttpsConfiguration(); // The slim builder leaves out what https:// addresses need.

        // What is received before anybody asks for it is in no budget: a connection costs this much and no more. By default it would
        // be a megabyte here, another behind TLS, and another over HTTP/2.
        builder.WebHost.UseSockets(sockets => sockets.MaxReadBufferSize = ConnectionBuffer);
        builder.Services.AddSingleton<ConnectionMemory>();
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>>(provider => provider.GetRequiredService<ConnectionMemory>());
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // Or Kestrel would not ask for the encoding of a header that the request before had, too, and nobody would see it come.
            kestrel.DisableStringReuse = true;

            // Bodies are bounded by each route, in size and time, and refused with the route's own answer: a route lifts this.
            kestrel.Limits.MaxRequestBodySize = BodyDrain.Most;
            kestrel.Limits.MinRequestBodyDataRate = BodyDataRate.Least;

            kestrel.Limits.MaxRequestBufferSize = ConnectionBuffer;
            kestrel.Limits.Http2.MaxStreamsPerConnection = Http2Streams;
            kestrel.Limits.Http2.InitialConnectionWindowSize = Http2Window;
            kestrel.Limits.Http2.InitialStreamWindowSize = Http2Window;
            kestrel.ConfigureEndpointDefaults(endpoint =>
            {
                var limit = kestrel.ApplicationServices.GetRequiredService<ConnectionLimit>();
                var memory = kestrel.ApplicationServices.GetRequiredService<ConnectionMemory>();
                endpoint.Use(next => connection =>
                {
                    connection.Features.Set<IMemoryPoolFeature>(memory);
                    return limit.HoldAsync(connection, next);
                });
            });

            // For each connection anew: a reload may bring the first route that wants a certificate.
            kestrel.ConfigureHttpsDefaults(https => https.OnAuthenticate = (connection, tls) =>
            {
                if (kestrel.ApplicationServices.GetRequiredService<GatewayProxyConfigProvider>().AsksForCertificates)
                {
                    TlsCertificates.AskFor(connection, tls);
                }
            });

            kestrel.RequestHeaderEncodingSelector = name =>
            {
                ChargedHeaderText.Charge(name);
                return name == "Content-Length" ? ContentLengthText.Instance : ChargedHeaderText.Instance;
            };
            kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
    }

    private static void AddServices(
        IServiceCollection services, GatewaySnapshot snapshot, GatewayOptions options, ConfigurationLoader loader, DeferredServices deferred)
    {
        var (settings, room) = (snapshot.Settings, ConfiguredSeries.RoomFor(snapshot.Compiled.Values)); // And not the routes, which a reload may replace.

        // What everything uses.
        services.AddSingleton(options.Clock);
        services.AddSingleton(deferred.Metrics);
        services.AddSingleton(provider =>
            new Telemetry(provider.GetRequiredService<GatewayMetrics>(), room, ExportsOtlp(options), ServiceName(options)));
        services.AddSingleton(_ => new MemoryBudget(settings.Limits.MaxBufferedBytes, options.Clock));
        services.AddSingleton(provider =>
            new ConnectionState(provider.GetRequiredService<GatewayMetrics>(), Math.Min(DescriptorLimit.Connections, settings.Limits.MaxConnections)));
        services.AddSingleton<HeaderBudget>();
        services.AddSingleton<ConnectionPlaces>();
        services.AddSingleton<ConnectionLimit>();
        services.AddSingleton<HeaderRelease>();

        // Stores.
        services.AddSingleton(provider => GatewayStores.Create(
            settings.Storage,
            options.Clock,
            provider.GetRequiredService<GatewayMetrics>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(provider => provider.GetRequiredService<GatewayStores>().Health);
        services.AddSingleton<IClaimStore>(provider => provider.GetRequiredService<GatewayStores>().Claims);
        services.AddHostedService(provider => provider.GetRequiredService<GatewayStores>().Claims);
        services.AddSingleton(provider => provider.GetRequiredService<GatewayStores>().Deliveries);
        services.AddSingleton(provider => provider.GetRequiredService<GatewayStores>().Archive);
        services.AddSingleton(provider => new TenantCipher(() => provider.GetRequiredService<GatewayProxyConfigProvider>().EncryptionKeys));
        services.AddSingleton(_ => deferred); // Made by a function, it is disposed of with the others.
        services.AddSingleton(provider => provider.GetRequiredService<DeferredServices>().Connect(
            provider.GetRequiredService<GatewayStores>(), provider.GetRequiredService<TenantCipher>(), provider.GetRequiredService<ILoggerFactory>()));

        // Configuration, and YARP behind it.
        services.AddSingleton(loader);
        services.AddSingleton<ReloadState>();
        services.AddSingleton<GatewayProxyConfigProvider>();
        services.AddSingleton<IProxyConfigProvider>(provider => provider.GetRequiredService<GatewayProxyConfigProvider>());
        services.AddSingleton<ConfigurationReloader>();
        services.AddHostedService(provider => provider.GetRequiredService<ConfigurationReloader>());
        services.AddHostedService<KeySetRefresher>();
        services.AddHostedService(provider => new TenantRefresher(
            () => provider.GetRequiredService<GatewayProxyConfigProvider>().TenantFeeds,
            options.Clock,
            provider.GetRequiredService<ILogger<TenantRefresher>>()));
        services.AddRequestTimeouts();
        services.AddReverseProxy().AddTransforms<WebhookTransforms>();

        // YARP brings authorization along; without its handlers ASP.NET Core leaves the middleware out. There is nobody to
        // authenticate here, so no route can ask for it, and no webhook should pay for the question.
        services.RemoveAll<IAuthorizationHandlerProvider>();

        // Nor for the keys of cookies, which ASP.NET Core would read at the start, or make in the user's home: affinity by cookie is a
        // browser's, and whoever configures it has them made at its first use.
        foreach (var keys in services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService").ToList())
        {
            services.Remove(keys);
        }

        services.AddSingleton<IForwarderHttpClientFactory>(new BackendClientFactory(ExportsOtlp(options)));

        // The journey's ends.
        services.AddSingleton<RouteProbe>();
        services.AddSingleton<PathGuard>();
        services.AddSingleton<RequestGuard>();
        services.AddSingleton<WebhookForwarder>();
        services.AddDelivery(settings);
        services.AddCaptures(settings);
        services.AddSingleton<WebhookRecorder>();
        services.AddSingleton<ProxyHint>();
        services.AddSingleton<StartLine>();
        services.AddSingleton<UnmatchedRequests>();
        services.AddSingleton(provider => new TrafficMetrics(
            provider.GetRequiredService<GatewayMetrics>(), provider.GetRequiredService<MemoryBudget>(),
            () => VerifiedOf(provider.GetRequiredService<GatewayProxyConfigProvider>().Routes)));
        services.AddSingleton(provider => new ConfiguredSeries(
            provider.GetRequiredService<GatewayProxyConfigProvider>(), provider.GetRequiredService<GatewayMetrics>(),
            provider.GetRequiredService<DeliveryMetrics>(), provider.GetRequiredService<UnmatchedRequests>(),
            provider.GetRequiredService<ConnectionState>(), settings.Storage.Provider));
        services.AddWatches(isShared: settings.Storage.Provider == StorageProvider.Redis);
        services.AddAdmin(settings, options);
    }

    /// <summary>The names of those that ask for proof.</summary>
    private static IEnumerable<string> VerifiedOf(IEnumerable<CompiledRoute> routes) =>
        routes.Where(route => route.Checks.Pipeline.AsksForProof).Select(route => route.Policy.Route);
}
