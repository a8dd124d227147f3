using System.Reflection;
using System.Text.Json.Nodes;
using Gateway.Storage;
using Gateway.Storage.Deliveries;
using Gateway.Storage.Leases;
using Gateway.Storage.Memory;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests;

/// <summary>What a running gateway keeps its deliveries in.</summary>
public sealed class GatewayStoresTests
{
    [Theory]
    [InlineData("Memory")]
    [InlineData("Sqlite")]
    public async Task Deliveries_are_kept_beside_the_claims(string provider)
    {
        await using var gateway = await StartAsync(provider);
        var queue = gateway.Services.GetRequiredService<IDeliveryQueue>();
        var acceptance = DeliveryScene.Acceptance(DeliveryScene.Event()) with { Claim = DeliveryScene.Claim(1) };

        Assert.Equal(AcceptState.Accepted, await queue.AcceptAsync(acceptance, CancellationToken.None));

        var claims = gateway.Services.GetRequiredService<IClaimStore>();
        Assert.Equal(
            ClaimState.Processed,
            await claims.TryClaimAsync(acceptance.Claim.Key, ClaimOwner.Next(), TimeSpan.FromMinutes(1), CancellationToken.None));
        var archive = gateway.Services.GetRequiredService<IDeliveryArchive>();
        Assert.NotNull(await archive.FindAsync(acceptance.Event.Id, CancellationToken.None));
    }

    [Fact]
    public async Task What_the_queue_does_is_measured()
    {
        await using var gateway = await StartAsync("Sqlite");
        var queue = gateway.Services.GetRequiredService<IDeliveryQueue>();
        await queue.AcceptAsync(DeliveryScene.Acceptance(DeliveryScene.Event()), CancellationToken.None);
        var taken = await queue.TakeAsync(DeliveryScene.Erp, 1, TimeSpan.FromMinutes(1), CancellationToken.None);
        await queue.RenewAsync(DeliveryScene.Erp, taken, TimeSpan.FromMinutes(1), CancellationToken.None);
        await queue.SettleAsync(new DeliverySettlement(taken[0], DeliveryState.Delivered, default), CancellationToken.None);
        Assert.Equal(1, Assert.Single(await queue.StatusAsync(CancellationToken.None)).Delivered);
        var archive = gateway.Services.GetRequiredService<IDeliveryArchive>();
        Assert.NotNull(await archive.FindAsync(taken[0].Event.Id, CancellationToken.None));
        Assert.Equal(1, await archive.RemoveAsync(
            new Retention(DeliveryScene.Erp, DeliveryState.Delivered, TimeSpan.Zero, 0), 10, CancellationToken.None));

        // Its errors stand at 0 for each operation, asked or not.
        var metrics = string.Join('\n', (await gateway.Client.GetStringAsync(new Uri(gateway.AdminUrl, "/metrics"))).Split('\n')
            .Where(line => !line.StartsWith("webhook_store_errors_total", StringComparison.Ordinal)));

        Each.Is(
            (string[])["accept", "take_deliveries", "renew", "settle", "status", "find", "remove"],
            operation => Assert.Contains($"operation=\"{operation}\"", metrics, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Memory")]
    [InlineData("Sqlite")]
    [InlineData("Redis")]
    public async Task Every_store_that_can_fail_is_watched(string provider)
    {
        await using var gateway = await StartAsync(provider);
        var stores = gateway.Services.GetRequiredService<GatewayStores>();

        // Of budgets in memory there is always an answer.
        var unwatched = typeof(GatewayStores).GetProperties()
            .Where(property => typeof(IClaimStore).Namespace is { } storage && property.PropertyType.Namespace?.StartsWith(storage, StringComparison.Ordinal) == true
                && property.PropertyType != typeof(IStoreHealth))
            .Select(property => Watched(property.GetValue(stores)!))
            .Where(store => !store.GetType().Name.StartsWith("Observed", StringComparison.Ordinal) && store is not MemoryRateLimitStore);

        Assert.Empty(unwatched);
    }

    /// <summary>What repeats completions, or holds permits of a budget, passes on to another what it cannot answer itself.</summary>
    private static object Watched(object store) => store switch
    {
        RecoveringClaimStore => Inner(store, typeof(IClaimStore)),
        LeasedRateLimitStore => Inner(store, typeof(IBudgetLeases)),
        _ => store,
    };

    private static object Inner(object store, Type port) =>
        store.GetType().GetFields(BindingFlags.NonPublic | BindingFlags.Instance).Single(field => field.FieldType == port).GetValue(store)!;

    private static Task<TestGateway> StartAsync(string provider)
    {
        var configuration = new TestConfiguration("http://127.0.0.1:9", """{ "Provider": "ideogram", "Signature": { "Secrets": "env:SECRET" } }""");
        return TestGateway.StartAsync(provider == "Sqlite" ? configuration.WithSqlite() : configuration.Change(root =>
        {
            root["Gateway"]!["Storage"] = new JsonObject { ["Provider"] = provider };
            root["Gateway"]!["Redis"] = provider == "Redis" ? new JsonObject { ["Configuration"] = "127.0.0.1:1" } : null;
        }));
    }
}
