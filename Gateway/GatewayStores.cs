using Gateway.Observability;
using Gateway.Storage;
using Gateway.Storage.Captures;
using Gateway.Storage.Deliveries;
using Gateway.Storage.Leases;
using Gateway.Storage.Memory;
using Gateway.Storage.Memory.Captures;
using Gateway.Storage.Memory.Deliveries;
using Gateway.Storage.Memory.States;
using Gateway.Storage.Memory.Tenants;
using Gateway.Storage.Redis;
using Gateway.Storage.Redis.Captures;
using Gateway.Storage.Redis.Claims;
using Gateway.Storage.Redis.Deliveries;
using Gateway.Storage.Redis.States;
using Gateway.Storage.Redis.Tenants;
using Gateway.Storage.Sqlite;
using Gateway.Storage.Sqlite.Captures;
using Gateway.Storage.Sqlite.Claims;
using Gateway.Storage.Sqlite.Deliveries;
using Gateway.Storage.Sqlite.States;
using Gateway.Storage.Sqlite.Tenants;
using Gateway.Storage.States;
using Gateway.Storage.Tenants;

namespace Gateway;

/// <summary>The stores of one process, measured and recovering.</summary>
internal sealed class GatewayStores : IAsyncDisposable
{
    private GatewayStores()
    {
    }

    public required RecoveringClaimStore Claims { get; init; }

    /// <summary>Answers before the store has it, where that is a choice.</summary>
    public required IClaimStore ClaimsBehind { get; init; }

    public required IRateLimitStore RateLimits { get; init; }

    public required IDeliveryQueue Deliveries { get; init; }

    public required IDeliveryArchive Archive { get; init; }

    public required ICaptureStore Captures { get; init; }

    public required IStateStore States { get; init; }

    public required ITenantStore Tenants { get; init; }

    public required IStoreHealth Health { get; init; }

    /// <summary>What the stores have open, in the order in which it is closed.</summary>
    private IReadOnlyList<IAsyncDisposable> Connections { get; init; } = [];

    /// <summary>The stores that the settings name. Connecting to Redis goes on in the background.</summary>
    /// <exception cref="StoreUnavailableException">The store's file cannot be used.</exception>
    public static GatewayStores Create(
        StorageSettings settings, TimeProvider clock, GatewayMetrics metrics, ILoggerFactory loggers)
    {
        var observation = new StoreObservation(metrics, clock, loggers);
        return settings.Redis is { } redis ? Create(redis, clock, observation)
            : settings.Sqlite is { } sqlite ? Create(SqliteDatabase.Open(sqlite, clock, metrics), clock, observation)
            : Create(settings.Memory, clock, observation);
    }

    /// <summary>Apart from the others, so that only who uses Redis loads its client.</summary>
    private static GatewayStores Create(RedisOptions redis, TimeProvider clock, StoreObservation observation)
    {
        var commands = new RedisCommands(redis, clock);
        var health = new RedisHealth(commands);
        var observer = observation.Of(health, isMeasured: true);
        var deliveries = new RedisDeliveryStore(commands);
        var leased = new LeasedRateLimitStore(new ObservedBudgetLeases(new RedisRateLimitStore(commands), observer), clock);
        var redisClaims = new RedisClaimStore(commands);
        var claims = observation.Recovering(redisClaims, observer, redisClaims.EndGathering);
        return new GatewayStores
        {
            Claims = claims,
            ClaimsBehind = claims,
            RateLimits = leased,
            Deliveries = new ObservedDeliveryQueue(deliveries, observer),
            Archive = new ObservedDeliveryArchive(deliveries, observer),
            Captures = new ObservedCaptureStore(new RedisCaptureStore(commands), observer),
            States = new ObservedStateStore(new RedisStateStore(commands), observer),
            Tenants = new ObservedTenantStore(new RedisTenantStore(commands), observer),
            Health = health,
            Connections = [leased, redisClaims, commands],
        };
    }

    private static GatewayStores Create(SqliteDatabase database, TimeProvider clock, StoreObservation observation)
    {
        var health = new SqliteHealth(database);
        var observer = observation.Of(health, isMeasured: true);
        var deliveries = new SqliteDeliveryStore(database);
        return new GatewayStores
        {
            Claims = observation.Recovering(new SqliteClaimStore(database), observer),
            ClaimsBehind = new ObservedClaimStore(
                new SqliteClaimStoreBehind(database), observation.Of(health, isMeasured: false)), // Answered from memory.
            RateLimits = new MemoryRateLimitStore(clock), // One replica: nobody else's, and not worth a write to the disk.
            Deliveries = new ObservedDeliveryQueue(deliveries, observer),
            Archive = new ObservedDeliveryArchive(deliveries, observer),
            Captures = new ObservedCaptureStore(new SqliteCaptureStore(database, clock), observer),
            States = new ObservedStateStore(new SqliteStateStore(database, clock), observer),
            Tenants = new ObservedTenantStore(new SqliteTenantStore(database, clock), observer),
            Health = health,
            Connections = [database],
        };
    }

    private static GatewayStores Create(MemoryOptions settings, TimeProvider clock, StoreObservation observation)
    {
        var memory = new MemoryClaimStore(clock, settings.MaxClaims);
        var deliveries = new MemoryDeliveryStore(memory, clock, settings.MaxQueuedBytes);
        var observer = observation.Of(memory, isMeasured: false);
        var claims = observation.Recovering(memory, observer);
        return new GatewayStores
        {
            Claims = claims,
            ClaimsBehind = claims,
            RateLimits = new MemoryRateLimitStore(clock),
            Deliveries = new ObservedDeliveryQueue(deliveries, observer),
            Archive = new ObservedDeliveryArchive(deliveries, observer),
            Captures = new ObservedCaptureStore(new MemoryCaptureStore(clock), observer),
            States = new ObservedStateStore(new MemoryStateStore(), observer),
            Tenants = new ObservedTenantStore(new MemoryTenantStore(clock), observer),
            Health = memory,
        };
    }

    public async ValueTask DisposeAsync()
    {
        Claims.Dispose();
        foreach (var connection in Connections)
        {
            await connection.DisposeAsync();
        }
    }
}
