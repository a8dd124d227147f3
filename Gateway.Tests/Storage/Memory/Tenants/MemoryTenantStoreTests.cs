using Gateway.Storage.Memory.Tenants;
using Gateway.Storage.Tenants;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Storage.Memory.Tenants;

public sealed class MemoryTenantStoreTests : TenantStoreContract
{
    private readonly FakeTimeProvider _clock = TestClock.New();

    public MemoryTenantStoreTests() => Store = new MemoryTenantStore(_clock);

    private protected override ITenantStore Store { get; }

    [Fact]
    public async Task It_is_told_of_a_removal_for_a_day()
    {
        await Store.WriteAsync("hooks", "acme", content: null, change: 0, CancellationToken.None);
        _clock.Advance(TimeSpan.FromHours(25));

        await Store.WriteAsync("hooks", "globex", new byte[] { 1 }, change: 0, CancellationToken.None);

        Assert.Null(await Store.ReadAsync("hooks", "acme", CancellationToken.None));
    }
}
