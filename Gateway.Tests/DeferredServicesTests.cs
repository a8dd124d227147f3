using Gateway.Secrets.Stored;
using Gateway.Storage;
using Gateway.Storage.Memory;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests;

/// <summary>Routes are compiled before there is a store: until it is there nobody can ask it.</summary>
public sealed class DeferredServicesTests : IAsyncLifetime
{
    private static readonly ClaimKey Event = new("hooks", 1, 2);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly RateLimitCharge[] Charges = [new(new RateLimitKey(1, 2, 3), Limit: 1, TimeSpan.FromHours(1))];

    private readonly DeferredServices _services = new(TestClock.New());
    private readonly GatewayStores _stores;

    public DeferredServicesTests() =>
        _stores = GatewayStores.Create(new StorageSettings(StorageProvider.Memory, new MemoryOptions(1000, 1_000_000), Sqlite: null, Redis: null), TestClock.New(), _services.Metrics, NullLoggerFactory.Instance);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stores.DisposeAsync();
        _services.Dispose();
    }

    [Fact]
    public async Task Before_it_is_connected_every_store_refuses_to_be_asked()
    {
        var stages = _services.Unconnected;

        foreach (var claims in (IClaimStore[])[stages.Claims, stages.ClaimsBehind])
        {
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await claims.TryClaimAsync(Event, ClaimOwner.Next(), Lease, CancellationToken.None));
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await claims.CompleteAsync(Event, Lease, CancellationToken.None));
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await claims.ReleaseAsync(Event, ClaimOwner.Next(), Lease, CancellationToken.None));
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await claims.ForgetAsync(Event, CancellationToken.None));
        }

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await stages.RateLimits.TryTakeAsync(Charges, CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await stages.RateLimits.GiveBackAsync(Charges, CancellationToken.None));
    }

    [Fact]
    public async Task Once_connected_they_are_the_stores_of_the_process()
    {
        var stages = Connect(NullLoggerFactory.Instance);
        var owner = ClaimOwner.Next();

        Assert.Equal(ClaimState.Claimed, await stages.Claims.TryClaimAsync(Event, owner, Lease, CancellationToken.None));
        Assert.Equal(ClaimState.InFlight, await _stores.Claims.TryClaimAsync(Event, ClaimOwner.Next(), Lease, CancellationToken.None));
        await stages.ClaimsBehind.ReleaseAsync(Event, owner, Lease, CancellationToken.None);
        Assert.Equal(ClaimState.Claimed, await _stores.Claims.TryClaimAsync(Event, owner, Lease, CancellationToken.None));
        await stages.Claims.CompleteAsync(Event, Lease, CancellationToken.None);
        Assert.True(await stages.Claims.ForgetAsync(Event, CancellationToken.None));

        Assert.Equal(TimeSpan.Zero, await stages.RateLimits.TryTakeAsync(Charges, CancellationToken.None));
        Assert.NotEqual(TimeSpan.Zero, await _stores.RateLimits.TryTakeAsync(Charges, CancellationToken.None));
        await stages.RateLimits.GiveBackAsync(Charges, CancellationToken.None);
        Assert.Equal(TimeSpan.Zero, await _stores.RateLimits.TryTakeAsync(Charges, CancellationToken.None));
    }

    [Fact]
    public async Task What_was_made_before_the_log_says_in_it_what_comes_after()
    {
        using var log = new CapturedLog();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        using var directory = new TenantDirectory();
        var tenants = _services.Unconnected.Tenants.Directory(directory.Path, TimeProvider.System, out _)!;
        Connect(loggers);

        directory.With("acme/default", " no secret ends like this ");
        await tenants.Feed.RefreshAsync(CancellationToken.None);

        Assert.Contains("The tenant 'acme'", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    private Gateway.Verification.StageServices Connect(ILoggerFactory loggers) => _services.Connect(_stores, new TenantCipher(() => []), loggers);
}
