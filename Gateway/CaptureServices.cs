using Gateway.Admin;
using Gateway.Admin.Captures;
using Gateway.Captures;
using Gateway.Captures.Revival;
using Gateway.Configuration;
using Gateway.Delivery.Attempts;
using Gateway.Forwarding;

namespace Gateway;

/// <summary>What keeps requests, and what releases them.</summary>
internal static class CaptureServices
{
    public static void AddCaptures(this IServiceCollection services, GatewaySettings settings)
    {
        services.AddSingleton(settings.Captures);
        services.AddSingleton(provider => new CaptureRing(settings.Captures.Bounds, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new CapturePace(settings.Captures.Bounds.MaxCount, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CaptureKeeper>();
        services.AddSingleton(provider => provider.GetRequiredService<GatewayStores>().Captures);
        services.AddSingleton<CaptureArchive>();
        services.AddSingleton(provider => new Reviver(
            provider.GetRequiredService<RoutePipeline>(), provider.GetRequiredService<RouteProbe>(), provider));
        services.AddSingleton<CaptureRelease>();
        services.AddSingleton<CaptureSync>();
        services.AddHostedService(provider => provider.GetRequiredService<CaptureSync>());

        services.AddSingleton<IAdminApi, CaptureApi>();
        services.AddSingleton<IAdminApi, ReleaseApi>();
        services.AddSingleton<IAdminApi, CaptureExport>();
    }
}
