using Gateway.Configuration;
using Gateway.Observability;
using Gateway.Storage;
using Gateway.Storage.Memory;
using Gateway.Storage.Redis;
using Gateway.Storage.Sqlite;
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

    /// <summary>The stores that the settings name. Connecting to Redis goes on in the background.</summary>
    /// <exception cref="StoreUnavailableException">The store's file cannot be used.</exception>
    public static GatewayStores Create(
        GatewaySettings settings, TimeProvider clock, GatewayMetrics metrics, ILoggerFactory loggers)
    {
        if (settings.Redis is { } redis)
        {
            var commands = new RedisCommands(redis, clock);
            var health = new RedisHealth(commands);
            var observer = Observer(health, isMeasured: true);
            return Create(
                new RedisClaimStore(commands),
                new ObservedRateLimitStore(new RedisRateLimitStore(commands), observer), health, observer, commands);
        }

        // One replica: its budgets are nobody else's, and not worth a write to the disk.
        var budgets = new MemoryRateLimitStore(clock);
        if (settings.Sqlite is { } sqlite)
        {
            var database = SqliteDatabase.Open(sqlite, clock, metrics);
            var health = new SqliteHealth(database);
            return Create(new SqliteClaimStore(database), budgets, health, Observer(health, isMeasured: true), database);
        }

        var memory = new MemoryClaimStore(clock, settings.MaxClaims);
        return Create(memory, budgets, memory, Observer(memory, isMeasured: false), connection: null);

        StoreObserver Observer(IStoreHealth store, bool isMeasured) =>
            new(store.Name, isMeasured, metrics, clock, loggers.CreateLogger<StoreObserver>());

        GatewayStores Create(
            IClaimStore claims, IRateLimitStore rateLimits, IStoreHealth health, StoreObserver observer,
            IAsyncDisposable? connection) => new(
                new RecoveringClaimStore(
                    new ObservedClaimStore(claims, observer), clock, loggers.CreateLogger<RecoveringClaimStore>()),
                rateLimits,
                new MemoryRateLimitStore(clock),
                health,
                connection);
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
