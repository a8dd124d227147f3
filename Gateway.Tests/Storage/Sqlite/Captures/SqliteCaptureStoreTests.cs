using Gateway.Storage.Captures;
using Gateway.Storage.Sqlite.Captures;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Sqlite.Captures;

public sealed class SqliteCaptureStoreTests : CaptureStoreContract, IAsyncLifetime
{
    private readonly DatabaseFolder _folder = new();

    public SqliteCaptureStoreTests() => Store = new SqliteCaptureStore(_folder.Open(Clock), Clock);

    private protected override ICaptureStore Store { get; }

    private protected override TimeProvider Clock { get; } = TestClock.New();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _folder.DisposeAsync();

    [Fact]
    public async Task What_is_kept_is_there_after_a_restart()
    {
        var record = new CaptureRecord
        {
            Id = Guid.CreateVersion7(Clock.GetUtcNow()),
            RequestId = "request",
            Route = "hooks",
            Outcome = "signature_invalid",
            ReceivedAt = Clock.GetUtcNow(),
            Content = new byte[] { 1, 2, 3 },
            Bytes = 100,
        };
        await Store.AddAsync(record, new CaptureBounds(10, 1000, TimeSpan.FromDays(1)), CancellationToken.None);

        var again = new SqliteCaptureStore(await _folder.ReopenAsync(Clock), Clock);

        Assert.Equal([1, 2, 3], (await again.FindAsync(record.Id, CancellationToken.None))!.Content.ToArray());
    }
}
