using Gateway.Alarms;
using Gateway.Configuration;
using Gateway.Delivery;
using Gateway.Expectations;
using Gateway.Observability;
using Gateway.Reading;
using Gateway.Storage;

namespace Gateway;

/// <summary>What watches the traffic: for providers that fall silent, and for what operators are to be told.</summary>
internal static class WatchServices
{
    private static readonly TimeSpan LongestSkew = TimeSpan.FromMinutes(5);

    public static void AddWatches(this IServiceCollection services, bool isShared)
    {
        services.AddSingleton(provider => new SilenceWatch(
            () => ExpectedOf(provider.GetRequiredService<GatewayProxyConfigProvider>().Routes),
            provider.GetRequiredService<TrafficMetrics>().LastVerified,
            provider.GetRequiredService<GatewayStores>().States,
            isShared,
            provider.GetRequiredService<GatewayMetrics>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SilenceWatch>>()));
        services.AddHostedService(provider => provider.GetRequiredService<SilenceWatch>());
        services.AddSingleton<Tally>();
        services.AddSingleton<AlarmClient>();
        services.AddSingleton(provider => new AlarmWatch(
            () => provider.GetRequiredService<GatewayProxyConfigProvider>().AlarmReceivers,
            new AlarmConditions(Sources(provider), provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<Tally>(),
            new AlarmShelf(provider.GetRequiredService<GatewayStores>().States),
            provider.GetRequiredService<AlarmClient>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<AlarmWatch>>()));
        services.AddHostedService(provider => provider.GetRequiredService<AlarmWatch>());
    }

    private static AlarmSources Sources(IServiceProvider provider) => new(
        () => provider.GetRequiredService<GatewayProxyConfigProvider>().Routes.Select(AlarmRouteOf),
        provider.GetRequiredService<Tally>(),
        () => provider.GetRequiredService<SilenceWatch>().Told,
        () => provider.GetRequiredService<DeliveryMetrics>().Last,
        provider.GetRequiredService<IStoreHealth>(),
        provider.GetRequiredService<ReloadState>());

    /// <summary>Half of what is allowed is early enough to be told. Where retries carry the first sending's time, fresh ones are still fresh.</summary>
    private static AlarmRoute AlarmRouteOf(CompiledRoute route) => new(
        route.Policy.Route,
        Half(route.Config.Replay?.MaxAge),
        Half(route.Config.Replay?.MaxSkew),
        [.. (route.Config.Signature?.Secrets ?? []).Select(secret => (secret.Id ?? secret.Value ?? "", secret.NotAfter))]);

    private static TimeSpan Half(TimeSpan? bound) => (bound < LongestSkew ? bound.Value : LongestSkew) / 2;

    private static IEnumerable<(string Route, Expectation Expectation)> ExpectedOf(IEnumerable<CompiledRoute> routes) =>
        from route in routes
        where route.Expectation is not null
        select (route.Policy.Route, route.Expectation);
}
