using Gateway.Observability;
using Gateway.Secrets;
using Gateway.Storage;
using Gateway.Storage.Memory;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Verification;

/// <summary>What stages use while they run; the same objects before and after a reload.</summary>
/// <param name="Clock">Judges every bound in time.</param>
/// <param name="Claims">Where events are claimed: what is answered is durable, as far as the store is.</param>
/// <param name="RateLimits">The budgets of proven traffic, shared by all replicas on one store.</param>
/// <param name="UnverifiedBudgets">The budgets of traffic that proves nothing: this process' own, never a look-up elsewhere.</param>
/// <param name="Providers">What providers publish.</param>
/// <param name="Tenants">Where the secrets of tenants come from.</param>
/// <param name="Metrics">Where stages count.</param>
internal sealed record StageServices(
    TimeProvider Clock,
    IClaimStore Claims,
    IRateLimitStore RateLimits,
    MemoryRateLimitStore UnverifiedBudgets,
    ProviderServices Providers,
    TenantSources Tenants,
    GatewayMetrics Metrics)
{
    /// <summary>The same events, answered before they are durable; the same store where that makes no difference.</summary>
    public IClaimStore ClaimsBehind { get; init; } = Claims;

    /// <summary>What connects to nothing: for looking at a configuration without serving it.</summary>
    public static StageServices InMemory(TimeProvider clock, ProviderServices providers, GatewayMetrics metrics) => new(
        clock, new MemoryClaimStore(clock), new MemoryRateLimitStore(clock), new MemoryRateLimitStore(clock), providers,
        new TenantSources(NullLoggerFactory.Instance), metrics);
}
