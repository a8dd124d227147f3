using Gateway.Observability;
using Gateway.Secrets;
using Gateway.Secrets.Stored;
using Gateway.Storage.Deferred;
using Gateway.Storage.Memory;
using Gateway.Verification;

namespace Gateway;

/// <summary>
/// What the routes are compiled with when the process starts: before there is a log, and before any store is touched, since a
/// configuration with a problem must touch none. It is connected once, and what was compiled with it is put in force behind that only.
/// </summary>
internal sealed class DeferredServices : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly LoggerFactory _loggers = new();
    private readonly GatewayMetrics _metrics = new();
    private readonly DeferredClaimStore _claims = new();
    private readonly DeferredClaimStore _claimsBehind = new();
    private readonly DeferredRateLimitStore _rateLimits = new();
    private readonly ProviderServices _providers;
    private readonly TenantSources _tenants;

    public DeferredServices(TimeProvider clock)
    {
        _clock = clock;
        _providers = new ProviderServices(_metrics, clock, _loggers);
        _tenants = new TenantSources(_loggers);
        Unconnected = new StageServices(clock, _claims, _rateLimits, new MemoryRateLimitStore(clock), _providers, _tenants, _metrics)
        {
            ClaimsBehind = _claimsBehind,
        };
    }

    /// <summary>To compile with, and no more.</summary>
    public StageServices Unconnected { get; }

    /// <summary>Where everything is counted that the process does.</summary>
    public GatewayMetrics Metrics => _metrics;

    /// <summary>Once: from here on, stages may run.</summary>
    public StageServices Connect(GatewayStores stores, TenantCipher cipher, ILoggerFactory loggers)
    {
        _loggers.AddProvider(new ForwardedLog(loggers));
        _claims.Connect(stores.Claims);
        _claimsBehind.Connect(stores.ClaimsBehind);
        _rateLimits.Connect(stores.RateLimits);
        _tenants.Connect(stores.Tenants, cipher, _clock);
        return Unconnected;
    }

    public void Dispose()
    {
        _tenants.Dispose();
        _providers.Dispose();
        _metrics.Dispose();
        _loggers.Dispose();
    }
}
