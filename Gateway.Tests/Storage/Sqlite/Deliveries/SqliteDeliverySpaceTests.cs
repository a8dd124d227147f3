using Gateway.Storage;
using Gateway.Storage.Deliveries;
using Gateway.Storage.Sqlite;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Storage.Sqlite.Deliveries;

/// <summary>What happens to deliveries when the file can hold no more.</summary>
public sealed class SqliteDeliverySpaceTests : IAsyncLifetime
{
    private readonly DatabaseFolder _folder = new();
    private readonly FakeTimeProvider _clock = TestClock.New();
    private DeliveryScene _scene = null!;
    private SqliteDatabase _database = null!;

    public Task InitializeAsync()
    {
        _folder.Options = _folder.Options with { MaxBytes = 1024 * 1024 };
        _database = _folder.Open(_clock);
        _scene = new DeliveryScene(_database);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _folder.DisposeAsync();

    [Theory]
    [InlineData(50)]
    [InlineData(5000)]
    [InlineData(50_000)]
    public async Task A_full_file_refuses_loses_nothing_lets_everything_end_and_has_room_again(int bytes)
    {
        var accepted = await FillAsync(bytes);
        Assert.Equal(AcceptState.Full, await _scene.AcceptAsync(DeliveryScene.Event(bytes)));

        // Each is put back once, with more history than all that is kept back has room for.
        Assert.Equal([.. accepted], await SettleAllAsync(DeliveryState.Waiting));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal([.. accepted], await SettleAllAsync(DeliveryState.Delivered));

        var status = await _scene.StatusAsync();
        Assert.Equal((0, 0, accepted.Count), (status!.Open, status.Dead, status.Delivered));
        Assert.InRange(new FileInfo(_folder.Options.Path).Length, 0, 1024 * 1024);

        Assert.Equal(accepted.Count, await _scene.RemoveAsync(DeliveryState.Delivered));
        Assert.Null(await _scene.StatusAsync());
        Assert.InRange((await FillAsync(bytes)).Count, accepted.Count * 9 / 10, int.MaxValue);
    }

    [Fact]
    public async Task A_full_file_knows_its_duplicates_and_leaves_no_claim_of_what_it_refuses()
    {
        var first = DeliveryScene.Acceptance(DeliveryScene.Event()) with { Claim = DeliveryScene.Claim(1) };
        Assert.Equal(AcceptState.Accepted, await _scene.Store.AcceptAsync(first, CancellationToken.None));
        await FillAsync(1000);

        var copy = DeliveryScene.Acceptance(DeliveryScene.Event()) with { Claim = DeliveryScene.Claim(1) };
        var refused = DeliveryScene.Acceptance(DeliveryScene.Event()) with { Claim = DeliveryScene.Claim(2) };

        Assert.Equal(AcceptState.Processed, await _scene.Store.AcceptAsync(copy, CancellationToken.None));
        Assert.Equal(AcceptState.Full, await _scene.Store.AcceptAsync(refused, CancellationToken.None));
        using var visitor = _folder.Visit();
        Assert.Equal(1, visitor.Number("SELECT count(*) FROM claim_log"));
    }

    [Fact]
    public async Task Events_that_come_together_do_not_use_up_what_is_kept_for_settlements()
    {
        using var hanging = new HangingRequest();
        var hung = _database.AskAsync(hanging, CancellationToken.None);
        await hanging.Hangs;
        var accepts = Enumerable.Range(0, 500).Select(_ => _scene.AcceptAsync(DeliveryScene.Event(4000))).ToList();
        hanging.GoOn();
        await hung;

        var states = await Task.WhenAll(accepts);

        Assert.Contains(AcceptState.Full, states);
        Assert.DoesNotContain(AcceptState.Unknown, states);
        var accepted = states.Count(state => state == AcceptState.Accepted);
        Assert.Equal(accepted, (await SettleAllAsync(DeliveryState.Waiting)).Count);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(accepted, (await SettleAllAsync(DeliveryState.Dead)).Count);
    }

    [Fact]
    public async Task The_file_does_not_grow_with_events_that_are_removed()
    {
        for (var round = 0; round < 20; round++)
        {
            for (var count = 0; count < 20; count++)
            {
                Assert.Equal(AcceptState.Accepted, await _scene.AcceptAsync(DeliveryScene.Event(20_000)));
            }

            foreach (var taken in await _scene.TakeAsync())
            {
                await _scene.SettleAsync(taken, DeliveryState.Delivered, historyBytes: 100);
            }

            Assert.Equal(20, await _scene.RemoveAsync(DeliveryState.Delivered));
        }

        using var visitor = _folder.Visit();
        foreach (var table in (string[])["delivery", "content", "event", "queue"])
        {
            Assert.Equal(0, visitor.Number($"SELECT count(*) FROM {table}"));
        }
    }

    [SmallDiskFact]
    public async Task A_disk_that_is_smaller_than_the_log_may_usually_grow_is_no_full_disk()
    {
        await using var disk = await SmallDisk.MountAsync(Path.Combine(Path.GetDirectoryName(_folder.Options.Path)!, "disk"), megabytes: 8);
        _folder.Options = _folder.Options with { Path = disk.PathOf("gateway.db"), MaxBytes = 1L << 30 };
        _scene = new DeliveryScene(_folder.Open(_clock));

        // 10 MB of log, and hardly anything in the file.
        for (var number = 0; number < 1000; number++)
        {
            Assert.Equal(AcceptState.Accepted, await _scene.AcceptAsync(DeliveryScene.Event(50)));
            await SettleAllAsync(DeliveryState.Delivered);
            await _scene.Store.RemoveAsync(
                new Retention(DeliveryScene.Erp, DeliveryState.Delivered, TimeSpan.Zero, 0), 10, CancellationToken.None);
        }

        await _folder.CloseAsync();
    }

    [SmallDiskFact]
    public async Task What_was_accepted_before_the_disk_was_full_is_delivered_when_it_has_room()
    {
        await using var disk = await SmallDisk.MountAsync(Path.Combine(Path.GetDirectoryName(_folder.Options.Path)!, "disk"));
        _folder.Options = _folder.Options with { Path = disk.PathOf("gateway.db"), MaxBytes = 1L << 30 };
        _scene = new DeliveryScene(_folder.Open(_clock));
        var accepted = new HashSet<Guid>();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            while (accepted.Count < 100_000)
            {
                var next = DeliveryScene.Event(5000);
                Assert.Equal(AcceptState.Accepted, await _scene.AcceptAsync(next));
                accepted.Add(next.Id);
            }
        });

        disk.MakeRoom();

        await Eventually.IsTrueAsync(
            async () =>
            {
                try
                {
                    var next = DeliveryScene.Event(5000);
                    var isAccepted = await _scene.AcceptAsync(next) == AcceptState.Accepted;
                    accepted.Add(next.Id);
                    return isAccepted;
                }
                catch (StoreUnavailableException)
                {
                    return false;
                }
            },
            "there is room for new events");
        Assert.Equal(accepted, await SettleAllAsync(DeliveryState.Delivered));
        await _folder.CloseAsync();
    }

    private async Task<HashSet<Guid>> SettleAllAsync(DeliveryState state)
    {
        var settled = new HashSet<Guid>();
        while (await _scene.TakeAsync() is { Count: > 0 } taken)
        {
            foreach (var delivery in taken)
            {
                await _scene.SettleAsync(delivery, state, historyBytes: 500, after: TimeSpan.FromHours(1));
                settled.Add(delivery.Event.Id);
            }
        }

        return settled;
    }

    private async Task<List<Guid>> FillAsync(int bytes)
    {
        var accepted = new List<Guid>();
        while (true)
        {
            var next = DeliveryScene.Event(bytes);
            var state = await _scene.AcceptAsync(next);
            if (state == AcceptState.Full)
            {
                Assert.NotEmpty(accepted);
                return accepted;
            }

            Assert.Equal(AcceptState.Accepted, state);
            accepted.Add(next.Id);
            Assert.True(accepted.Count < 100_000, "There is always room.");
        }
    }
}
