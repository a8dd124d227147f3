using Gateway.Storage;
using Gateway.Storage.Deliveries;
using Gateway.Storage.Sqlite.Claims;
using Gateway.Storage.Sqlite.Deliveries;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Storage.Sqlite.Deliveries;

public sealed class SqliteDeliveryStoreTests : DeliveryStoreContract, IAsyncLifetime
{
    private readonly DatabaseFolder _folder = new();
    private readonly FakeTimeProvider _clock = TestClock.New();
    private readonly SqliteDeliveryStore _store;

    public SqliteDeliveryStoreTests()
    {
        var database = _folder.Open(_clock);
        _store = new SqliteDeliveryStore(database);
        Claims = new SqliteClaimStore(database);
    }

    private protected override IDeliveryQueue Queue => _store;

    private protected override IDeliveryArchive Archive => _store;

    private protected override IClaimStore Claims { get; }

    private protected override TimeProvider Clock => _clock;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _folder.DisposeAsync();

    private protected override Task PassAsync(TimeSpan time)
    {
        _clock.Advance(time);
        return Task.CompletedTask;
    }
}
