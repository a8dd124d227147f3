using Gateway.Storage;
using Gateway.Storage.Deliveries;
using Gateway.Storage.Sqlite;
using Gateway.Storage.Sqlite.Deliveries;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Storage.Sqlite.Deliveries;

/// <summary>What becomes of deliveries whose caller was told that the disk does not answer.</summary>
public sealed class SqliteDeliveryDeadlineTests : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private readonly DatabaseFolder _folder = new();
    private readonly FakeTimeProvider _clock = TestClock.New();
    private readonly HangingRequest _hanging = new();
    private SqliteDatabase _database = null!;
    private DeliveryScene _scene = null!;

    public Task InitializeAsync()
    {
        _folder.Options = _folder.Options with { Timeout = Timeout };
        _database = _folder.Open(_clock);
        _scene = new DeliveryScene(_database);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _hanging.GoOn();
        await _folder.DisposeAsync();
        _hanging.Dispose();
    }

    [Fact]
    public async Task An_event_that_was_not_stored_when_its_caller_was_told_so_is_not_stored_later()
    {
        var hung = _database.AskAsync(_hanging, CancellationToken.None).AsTask();
        await _hanging.Hangs;
        var late = DeliveryScene.Event();
        var accept = _scene.AcceptAsync(late);
        _clock.Advance(Timeout);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => accept);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => hung);

        _hanging.GoOn();

        await EventuallyAnswersAsync();
        Assert.Null(await _scene.Store.FindAsync(late.Id, CancellationToken.None));
    }

    [Fact]
    public async Task An_event_that_was_stored_too_late_is_delivered_and_a_retry_is_a_duplicate()
    {
        var late = DeliveryScene.Acceptance(DeliveryScene.Event()) with { Claim = DeliveryScene.Claim(1) };
        await TooLateAsync(new AcceptRequest(_database.Deliveries, late));

        Assert.Equal(AcceptState.Processed, await _scene.Store.AcceptAsync(late, CancellationToken.None));
        Assert.Equal(late.Event.Id, Assert.Single(await _scene.TakeAsync()).Event.Id);
    }

    [Fact]
    public async Task What_was_taken_for_a_caller_who_was_told_otherwise_is_given_back()
    {
        await _scene.AcceptAsync(DeliveryScene.Event());
        await TooLateAsync(new TakeRequest(_database.Deliveries, DeliveryScene.Erp, 10, TimeSpan.FromHours(1)));

        await Eventually.IsTrueAsync(
            async () =>
            {
                _clock.Advance(TimeSpan.FromMilliseconds(1)); // Rounds come by the clock.
                return (await _scene.TakeAsync()).Count == 1;
            },
            "the delivery can be taken");
    }

    [Fact]
    public async Task A_settlement_that_nobody_waits_for_any_more_is_recorded_all_the_same()
    {
        await _scene.AcceptAsync(DeliveryScene.Event());
        var taken = Assert.Single(await _scene.TakeAsync());
        var hung = _database.AskAsync(_hanging, CancellationToken.None).AsTask();
        await _hanging.Hangs;
        var settlement = _scene.SettleAsync(taken, DeliveryState.Delivered);
        _clock.Advance(Timeout);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => settlement);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => hung);

        _hanging.GoOn();

        await EventuallyAnswersAsync();
        Assert.Equal(1, (await _scene.StatusAsync())!.Delivered);
    }

    /// <summary>The memory is left alone: its owner does not use it again, but must not wait for the disk to let it go.</summary>
    [Fact]
    public async Task A_content_that_nobody_waits_for_any_more_is_not_read()
    {
        var stored = DeliveryScene.Event(bytes: 1_000_000) with { Content = Pattern.Bytes(1_000_000) };
        await _scene.AcceptAsync(stored);
        var hung = _database.AskAsync(_hanging, CancellationToken.None).AsTask();
        await _hanging.Hangs;
        var destination = new byte[1_000_000];
        var read = _scene.Store.ReadContentAsync(stored, destination, CancellationToken.None).AsTask();
        _clock.Advance(Timeout);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => read);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => hung);

        _hanging.GoOn();

        await EventuallyAnswersAsync();
        Assert.False(destination.AsSpan().ContainsAnyExcept((byte)0));
        Assert.True(await _scene.Store.ReadContentAsync(stored, destination, CancellationToken.None));
        Assert.Equal(Pattern.Bytes(1_000_000), destination);
    }

    [Fact]
    public async Task Memory_that_the_disk_is_at_is_released_when_it_is_no_more_and_memory_that_waits_at_once()
    {
        using var inHand = new HangingContent();
        var held = _database.AskAsync(inHand, CancellationToken.None).AsTask();
        await inHand.Hangs;
        var waiting = _scene.AcceptAsync(DeliveryScene.Event());
        _clock.Advance(Timeout);

        var late = await Assert.ThrowsAsync<StoreUnavailableException>(() => held);

        Assert.False(late.Released.IsCompleted);
        Assert.False(inHand.HasLetGo);
        Assert.True((await Assert.ThrowsAsync<StoreUnavailableException>(() => waiting)).Released.IsCompleted);
        inHand.GoOn();
        await Eventually.EndsAsync(late.Released, "it is released");
        Assert.True(inHand.HasLetGo);
    }

    private async Task TooLateAsync<T>(SqliteRequest<T> request)
    {
        using var late = new LateRequest<T>(request);
        var answer = _database.AskAsync(late, CancellationToken.None).AsTask();
        await late.Hangs;
        _clock.Advance(Timeout);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => answer);
        late.GoOn();
        await EventuallyAnswersAsync();
    }

    private Task EventuallyAnswersAsync() => Eventually.IsTrueAsync(
        async () =>
        {
            try
            {
                await _scene.StatusAsync();
                return true;
            }
            catch (StoreUnavailableException)
            {
                return false;
            }
        },
        "the disk answers");

    /// <summary>A request whose transaction hangs when it has been carried out.</summary>
    private sealed class LateRequest<T>(SqliteRequest<T> request) : SqliteRequest<T>, IDisposable
    {
        private readonly HangingRequest _hanging = new();

        public Task Hangs => _hanging.Hangs;

        public void GoOn() => _hanging.GoOn();

        public override void Execute(SqliteSession session)
        {
            request.Execute(session);
            _hanging.Execute(session);
        }

        public override SqliteOperation? LeftOver(bool isDone) => request.LeftOver(isDone);

        public void Dispose() => _hanging.Dispose();
    }

    /// <summary>Stands still in the middle of its caller's memory.</summary>
    private sealed class HangingContent : ContentRequest<bool>, IDisposable
    {
        private readonly ManualResetEventSlim _answers = new();
        private readonly TaskCompletionSource _hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Hangs => _hangs.Task;

        public bool HasLetGo { get; private set; }

        public void GoOn() => _answers.Set();

        public void Dispose() => _answers.Dispose();

        protected override bool Use(SqliteSession session)
        {
            _hangs.TrySetResult();
            _answers.Wait();
            return true;
        }

        protected override void LetGo() => HasLetGo = true;
    }
}
