using Gateway.Admin;
using Gateway.Admin.Access;
using Gateway.Admin.Alarms;
using Gateway.Admin.Claims;
using Gateway.Admin.Deliveries;
using Gateway.Admin.Expectations;
using Gateway.Admin.Explanations;
using Gateway.Admin.Schemas;
using Gateway.Admin.Settings;
using Gateway.Admin.Tenants;
using Gateway.Admin.Traffic;
using Gateway.Alarms;
using Gateway.Attestation;
using Gateway.Captures;
using Gateway.Configuration;
using Gateway.Delivery.Destinations;
using Gateway.Delivery.Destinations.Brokers;
using Gateway.Expectations;
using Gateway.Observability.Traffic;
using Gateway.Reading;
using Gateway.Secrets.Stored;
using Gateway.Verification.Schema;

namespace Gateway;

/// <summary>The part of the composition root that is behind the admin listener.</summary>
internal static class AdminServices
{
    public static void AddAdmin(this IServiceCollection services, GatewaySettings settings, GatewayOptions options)
    {
        services.AddSingleton(settings.Admin);
        services.AddSingleton<PipelineProbe>();
        services.AddSingleton<ProbeRoute>();
        services.AddSingleton<Redelivery>();
        services.AddSingleton<IAdminApi, DeliveryApi>();
        services.AddSingleton<Discard>();
        services.AddSingleton<IAdminApi, DiscardApi>();
        services.AddSingleton<IAdminApi>(provider => new ClaimApi(
            provider.GetRequiredService<GatewayStores>().Claims, new EventKeys(provider.GetRequiredService<GatewayProxyConfigProvider>()).Of));
        services.AddSingleton<IAdminApi>(provider => new DriftApi(() => DriftOf(provider.GetRequiredService<GatewayProxyConfigProvider>().Routes)));
        services.AddSingleton<IAdminApi>(provider => new SilenceApi(() => provider.GetRequiredService<SilenceWatch>().Told));
        services.AddSingleton<IAdminApi>(provider => new AlarmApi(() => provider.GetRequiredService<AlarmWatch>().Book));
        services.AddSingleton<IAdminApi>(provider => new TenantApi(
            new TenantRegister(provider.GetRequiredService<GatewayStores>().Tenants, provider.GetRequiredService<TenantCipher>()),
            new TenantRoutes(provider.GetRequiredService<GatewayProxyConfigProvider>()).Find, options.Clock));
        services.AddSingleton<IAdminApi>(provider => new UnreadableTenantApi(
            new TenantRoutes(provider.GetRequiredService<GatewayProxyConfigProvider>()).Source));
        services.AddDashboard(settings, options);
        services.AddSingleton(provider => new KeySetEndpoint(() => provider.GetRequiredService<GatewayProxyConfigProvider>().PublishedKeys));
        services.AddSingleton<AdminServer>();
        services.AddHostedService(provider => provider.GetRequiredService<AdminServer>());
    }

    /// <summary>Who may what at the admin listener, and what is there for the dashboard alone.</summary>
    private static void AddDashboard(this IServiceCollection services, GatewaySettings settings, GatewayOptions options)
    {
        services.AddSingleton<AdminSessions>();
        services.AddSingleton<SignInPace>();
        services.AddSingleton(provider => new AdminGuard(
            () => provider.GetRequiredService<GatewayProxyConfigProvider>().AdminTokens,
            provider.GetRequiredService<AdminSessions>(), provider.GetRequiredService<SignInPace>()));
        services.AddSingleton<IAdminApi, SessionApi>();
        services.AddSingleton<TrafficHistory>();
        services.AddSingleton(provider => new RouteDescriptions(
            provider.GetRequiredService<GatewayProxyConfigProvider>(), provider.GetRequiredService<ConfigurationLoader>(), settings));
        services.AddSingleton<IAdminApi>(provider => new RouteApi(
            provider.GetRequiredService<RouteDescriptions>().Facts, provider.GetRequiredService<TrafficHistory>(),
            () => new RouteWatches(provider.GetRequiredService<SilenceWatch>().Told, provider.GetRequiredService<AlarmWatch>().Book),
            () => new RouteDestinations(
                provider.GetRequiredService<GatewayProxyConfigProvider>().Deliveries, provider.GetRequiredService<BrokerConnections>(),
                provider.GetRequiredService<DestinationStates>()),
            provider.GetRequiredService<ReloadState>(), options.Clock));
        services.AddSingleton<IAdminApi, OutcomeApi>();
        services.AddSingleton<IAdminApi, TenantTrafficApi>();
        services.AddSingleton<IAdminApi>(provider => new JourneyApi(
            provider.GetRequiredService<RouteDescriptions>().Facts, provider.GetRequiredService<TrafficHistory>(),
            provider.GetRequiredService<CaptureArchive>()));
        services.AddSingleton<IAdminApi>(provider => new ConfigurationApi(
            provider.GetRequiredService<RouteDescriptions>().Settings(), provider.GetRequiredService<ReloadState>()));
        if (options.Explains is { } explains)
        {
            services.AddSingleton<IAdminApi>(provider => new ExplanationApi(provider.GetRequiredService<CaptureArchive>(), explains(options)));
        }
    }

    /// <summary>Of the routes in force that compare their webhooks with their schemas.</summary>
    private static IEnumerable<RouteDrift> DriftOf(IEnumerable<CompiledRoute> routes) =>
        from route in routes
        from drift in route.Checks.Pipeline.Stages.OfType<SchemaStage>().Select(stage => stage.Drift).OfType<SchemaDrift>()
        select drift.Read(route.Policy.Route);
}
