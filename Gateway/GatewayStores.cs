using Gateway.Configuration;
using Gateway.Observability;
using Gateway.Storage;
using Gateway.Storage.Memory;
using Gateway.Storage.Redis;
using Gateway.Verification;

namespace Gateway;

/// <summary>The stores of one process, measured and recovering.</summary>
internal sealed class GatewayStores : IAsyncDisposable
{
    private readonly IAsyncDisposable? _connection;

    private GatewayStores(
        RecoveringClaimStore claims, IRateLimitStore rateLimits, MemoryRateLimitStore unverified, IStoreHealth health,
        IAsyncDisposable? connection)
    {
        (Claims, RateLimits, UnverifiedBudgets, Health, _connection) = (claims, rateLimits, unverified, health, connection);
    }

    public RecoveringClaimStore Claims { get; }

    public IRateLimitStore RateLimits { get; }

    public MemoryRateLimitStore UnverifiedBudgets { get; }

    public IStoreHealth Health { get; }

    /// <summary>The stores that the settings name. Connecting goes on in the background.</summary>
    public static GatewayStores Create(
        GatewaySettings settings, TimeProvider clock, GatewayMetrics metrics, ILoggerFactory loggers)
    {
        var unverified = new MemoryRateLimitStore(clock);
        if (settings.Redis is not { } redis)
        {
            var memory = new MemoryClaimStore(clock, settings.MaxClaims);
            return Create(memory, new MemoryRateLimitStore(clock), memory, connection: null);
        }

        var commands = new RedisCommands(redis, clock);
        return Create(
            new RedisClaimStore(commands), new RedisRateLimitStore(commands), new RedisHealth(commands), commands);

        GatewayStores Create(
            IClaimStore claims, IRateLimitStore rateLimits, IStoreHealth health, IAsyncDisposable? connection)
        {
            var observer = new StoreObserver(
                health.Name, isRemote: connection is not null, metrics, clock, loggers.CreateLogger<StoreObserver>());
            return new GatewayStores(
                new RecoveringClaimStore(
                    new ObservedClaimStore(claims, observer), clock, loggers.CreateLogger<RecoveringClaimStore>()),
                new ObservedRateLimitStore(rateLimits, observer),
                unverified,
                health,
                connection);
        }
    }

    public StageServices ForStages(TimeProvider clock, ProviderServices providers, GatewayMetrics metrics) =>
        new(clock, Claims, RateLimits, UnverifiedBudgets, providers, metrics);

    public async ValueTask DisposeAsync()
    {
        Claims.Dispose();
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }
}
