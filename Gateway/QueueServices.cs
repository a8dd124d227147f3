using Gateway.Configuration;
using Gateway.Delivery;
using Gateway.Delivery.Attempts;
using Gateway.Delivery.Destinations;
using Gateway.Delivery.Destinations.Brokers;
using Gateway.Delivery.Destinations.Http;
using Gateway.Delivery.Stored;
using Gateway.Storage;
using Gateway.Storage.Deliveries;
using Yarp.ReverseProxy;

namespace Gateway;

/// <summary>What accepts queued webhooks, and delivers them.</summary>
internal static class QueueServices
{
    public static void AddDelivery(this IServiceCollection services, GatewaySettings settings)
    {
        services.AddSingleton(provider => provider.GetRequiredService<GatewayStores>().RateLimits);
        services.AddSingleton<QueueSignals>();
        services.AddSingleton<DeliveryMetrics>();
        services.AddSingleton(provider =>
            new ContentCipher(() => provider.GetRequiredService<GatewayProxyConfigProvider>().EncryptionKeys));
        services.AddSingleton<StoredRequestCodec>();
        services.AddSingleton<WebhookAcceptor>();
        services.AddSingleton<StorePressure>();
        services.AddSingleton<RequestReader>();
        services.AddSingleton(provider => new RoutePipeline(provider));
        services.AddSingleton(provider => new HttpDestination(
            provider.GetRequiredService<RoutePipeline>(), provider.GetRequiredService<IProxyStateLookup>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<BrokerConnections>();
        services.AddSingleton<DestinationServices>();
        services.AddSingleton<DestinationStates>();
        services.AddSingleton(provider => new EventSender(
            provider, provider.GetRequiredService<RoutePipeline>(), provider.GetRequiredService<DestinationServices>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<DeliveryAttempt>();
        services.AddSingleton<DeliveryCleaner>();
        services.AddSingleton(provider => new DeliveryServices(
            provider.GetRequiredService<IDeliveryQueue>(),
            provider.GetRequiredService<IRateLimitStore>(),
            provider.GetRequiredService<DeliveryAttempt>(),
            provider.GetRequiredService<QueueSignals>(),
            provider.GetRequiredService<DeliveryMetrics>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger<DeliveryService>())
        {
            States = provider.GetRequiredService<DestinationStates>(),
            IsForgetful = settings.Storage.Provider == StorageProvider.Memory,
        });
        services.AddHostedService(provider => new DeliveryService(
            () => provider.GetRequiredService<GatewayProxyConfigProvider>().Deliveries,
            provider.GetRequiredService<DeliveryServices>(),
            provider.GetRequiredService<DeliveryCleaner>(),
            provider.GetRequiredService<StorePressure>(),
            provider.GetRequiredService<BrokerConnections>(),
            provider.GetRequiredService<IHostApplicationLifetime>()));
    }
}
