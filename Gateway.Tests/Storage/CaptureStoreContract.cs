using Gateway.Storage.Captures;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage;

/// <summary>What every store of kept requests does.</summary>
public abstract class CaptureStoreContract
{
    private static readonly CaptureBounds Wide = new(1000, 1_000_000, TimeSpan.FromDays(365 * 100));

    private protected abstract ICaptureStore Store { get; }

    private protected abstract TimeProvider Clock { get; }

    [Fact]
    public async Task What_was_added_is_found_as_it_was_and_listed_without_its_content()
    {
        await ClearAsync();
        var record = Record(client: "2001:db8::1") with { RequestId = "0HN:\n\"é", Route = "ro\nute", Content = Pattern.Bytes(70_000) };

        Assert.True(await Store.AddAsync(record, Wide, CancellationToken.None));

        var found = await Store.FindAsync(record.Id, CancellationToken.None);
        Assert.Equal(record with { Content = default }, found! with { Content = default });
        Assert.Equal(record.Content.ToArray(), found.Content.ToArray());
        Assert.Equal(record with { Content = default }, Assert.Single(await ListAsync(new CaptureFilter())));
    }

    [Fact]
    public async Task Who_called_may_be_unknown()
    {
        await ClearAsync();
        var record = Record(client: null);

        await Store.AddAsync(record, Wide, CancellationToken.None);

        Assert.Null((await Store.FindAsync(record.Id, CancellationToken.None))!.Client);
    }

    [Fact]
    public async Task Added_again_it_is_kept_once()
    {
        await ClearAsync();
        var record = Record();

        await Store.AddAsync(record, Wide, CancellationToken.None);
        await Store.AddAsync(record with { Content = new byte[] { 7 } }, Wide, CancellationToken.None);

        Assert.Single(await ListAsync(new CaptureFilter()));
        Assert.Equal([7], (await Store.FindAsync(record.Id, CancellationToken.None))!.Content.ToArray());
    }

    [Fact]
    public async Task What_is_removed_or_was_never_there_is_not_found()
    {
        await ClearAsync();
        var record = Record();
        await Store.AddAsync(record, Wide, CancellationToken.None);

        Assert.True(await Store.RemoveAsync(record.Id, CancellationToken.None));
        Assert.False(await Store.RemoveAsync(record.Id, CancellationToken.None));

        Assert.Null(await Store.FindAsync(record.Id, CancellationToken.None));
        Assert.Empty(await ListAsync(new CaptureFilter()));
    }

    [Fact]
    public async Task A_list_is_filtered_by_each_of_what_it_is_found_by()
    {
        await ClearAsync();
        var one = await AddedAsync(Record() with { Route = "a", Outcome = "signature_invalid", RequestId = "r1" });
        var two = await AddedAsync(Record(minutes: 1, client: "203.0.113.2") with { Route = "b", Outcome = "body_invalid", RequestId = "r2" });

        (CaptureFilter Filter, Guid Expected)[] cases =
        [
            (new CaptureFilter { Route = "a" }, one.Id), (new CaptureFilter { Outcome = "body_invalid" }, two.Id),
            (new CaptureFilter { Client = "203.0.113.2" }, two.Id), (new CaptureFilter { RequestId = "r1" }, one.Id),
            (new CaptureFilter { From = two.ReceivedAt }, two.Id), (new CaptureFilter { Until = two.ReceivedAt }, one.Id),
        ];
        foreach (var (filter, expected) in cases)
        {
            Assert.Equal(expected, Assert.Single(await ListAsync(filter)).Id);
        }

        Assert.Equal(one.Id, Assert.Single(await ListAsync(new CaptureFilter { Route = "A" })).Id); // Names of routes have no case for who asks.
        Assert.NotEmpty(cases);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_hold_each_request_once_in_order(bool newestFirst)
    {
        await ClearAsync();
        var added = new List<Guid>();
        for (var minute = 0; minute < 7; minute++)
        {
            added.Add((await AddedAsync(Record(minute / 2))).Id); // two at the same time
        }

        var filter = new CaptureFilter { NewestFirst = newestFirst };
        var seen = new List<CaptureRecord>();
        string? after = null;
        do
        {
            var page = await Store.ListAsync(filter, after, 3, CancellationToken.None);
            seen.AddRange(page.Records);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(added.Order(), seen.Select(record => record.Id).Order());
        var times = seen.Select(record => record.ReceivedAt).ToList();
        Assert.Equal(newestFirst ? times.OrderDescending() : times.Order(), times);
    }

    [Fact]
    public async Task A_place_that_no_page_gave_is_refused() => await Assert.ThrowsAsync<FormatException>(
        async () => await Store.ListAsync(new CaptureFilter(), "nonsense", 10, CancellationToken.None));

    [Fact]
    public async Task Beyond_the_number_the_oldest_goes()
    {
        await ClearAsync();
        var bounds = Wide with { MaxCount = 2 };
        await Store.AddAsync(Record(), bounds, CancellationToken.None);
        var second = Record(1);
        var third = Record(2);
        await Store.AddAsync(second, bounds, CancellationToken.None);
        await Store.AddAsync(third, bounds, CancellationToken.None);

        Assert.Equal([second.Id, third.Id], (await ListAsync(new CaptureFilter())).Select(record => record.Id));
    }

    [Fact]
    public async Task Beyond_the_bytes_the_oldest_go_and_what_never_fits_is_refused()
    {
        await ClearAsync();
        var bounds = Wide with { MaxBytes = 2500 };
        await Store.AddAsync(Record(), bounds, CancellationToken.None);
        await Store.AddAsync(Record(1), bounds, CancellationToken.None);
        var third = Record(2) with { Bytes = 2000 };

        Assert.True(await Store.AddAsync(third, bounds, CancellationToken.None));
        Assert.False(await Store.AddAsync(Record(3) with { Bytes = 2501 }, bounds, CancellationToken.None));

        Assert.Equal(third.Id, Assert.Single(await ListAsync(new CaptureFilter())).Id);
    }

    /// <summary>Removed, replaced by a smaller one, or too old: what it took is free again.</summary>
    [Theory]
    [InlineData("removed")]
    [InlineData("replaced")]
    [InlineData("old")]
    public async Task What_has_gone_leaves_its_room(string how)
    {
        await ClearAsync();
        var bounds = Wide with { MaxBytes = 2500, KeepFor = TimeSpan.FromMinutes(10) };
        var first = Record(how == "old" ? -9 : 0) with { Bytes = 2000 };
        Assert.True(await Store.AddAsync(first, bounds, CancellationToken.None));
        if (how == "removed")
        {
            await Store.RemoveAsync(first.Id, CancellationToken.None);
        }
        else if (how == "replaced")
        {
            await Store.AddAsync(first with { Bytes = 500 }, bounds, CancellationToken.None);
        }

        var next = bounds with { KeepFor = TimeSpan.FromMinutes(how == "old" ? 8 : 10) };
        var (second, third) = (Record(1), Record(2));
        Assert.True(await Store.AddAsync(second, next, CancellationToken.None));
        Assert.True(await Store.AddAsync(third, next, CancellationToken.None));

        Guid[] expected = how == "replaced" ? [first.Id, second.Id, third.Id] : [second.Id, third.Id];
        Assert.Equal(expected, (await ListAsync(new CaptureFilter())).Select(record => record.Id));
    }

    [Fact]
    public async Task What_is_too_old_goes_with_the_next_and_is_not_added()
    {
        await ClearAsync();
        var bounds = Wide with { KeepFor = TimeSpan.FromMinutes(10) };
        await AddedAsync(Record(-11));
        var young = Record(-1);

        Assert.True(await Store.AddAsync(young, bounds, CancellationToken.None));
        Assert.False(await Store.AddAsync(Record(-12), bounds, CancellationToken.None));

        Assert.Equal(young.Id, Assert.Single(await ListAsync(new CaptureFilter())).Id);
    }

    [Fact]
    public async Task What_has_become_of_a_request_is_said_by_one_of_those_who_ask_at_once()
    {
        await ClearAsync();
        var record = await AddedAsync(Record());
        Assert.Equal(ReleaseMark.Kept, (await Store.FindAsync(record.Id, CancellationToken.None))!.Release);

        var asked = Enumerable.Range(1, 8).Select(number => Mark(number)).ToList();
        var answers = await Task.WhenAll(asked.Select(mark =>
            Task.Run(() => Store.TryMarkAsync(record.Id, ReleaseMark.Kept, mark, CancellationToken.None).AsTask())));

        var found = Assert.Single(asked.Zip(answers), pair => pair.Second).First;
        Assert.Equal(found, (await Store.FindAsync(record.Id, CancellationToken.None))!.Release);
        Assert.Equal(found, Assert.Single(await ListAsync(new CaptureFilter())).Release);
    }

    [Fact]
    public async Task A_mark_goes_on_from_the_one_before_alone()
    {
        await ClearAsync();
        var record = await AddedAsync(Record() with { Release = ReleaseMark.PassedOn });

        Assert.False(await Store.TryMarkAsync(record.Id, ReleaseMark.Kept, Mark(1), CancellationToken.None));
        Assert.True(await Store.TryMarkAsync(record.Id, ReleaseMark.PassedOn, Mark(1), CancellationToken.None));
        Assert.False(await Store.TryMarkAsync(record.Id, ReleaseMark.PassedOn, Mark(2), CancellationToken.None));
        Assert.True(await Store.TryMarkAsync(record.Id, Mark(1), ReleaseMark.Kept, CancellationToken.None));
        Assert.Equal(ReleaseMark.Kept, (await Store.FindAsync(record.Id, CancellationToken.None))!.Release);
        Assert.False(await Store.TryMarkAsync(Guid.Empty, ReleaseMark.Kept, Mark(1), CancellationToken.None));
    }

    [Fact]
    public async Task Added_again_it_keeps_what_has_become_of_it_and_removed_it_does_not()
    {
        await ClearAsync();
        var record = await AddedAsync(Record());
        await Store.TryMarkAsync(record.Id, ReleaseMark.Kept, Mark(1), CancellationToken.None);

        await AddedAsync(record);
        Assert.Equal(Mark(1), (await Store.FindAsync(record.Id, CancellationToken.None))!.Release);

        await Store.RemoveAsync(record.Id, CancellationToken.None);
        await AddedAsync(record);
        Assert.Equal(ReleaseMark.Kept, (await Store.FindAsync(record.Id, CancellationToken.None))!.Release);
    }

    private static ReleaseMark Mark(int number) =>
        new(ReleaseState.Releasing) { Owner = new Guid(number, 0, 0, new byte[8]), At = 1_000_000 + number, Outcome = "forwarded", StatusCode = 200 };

    private async Task<CaptureRecord> AddedAsync(CaptureRecord record)
    {
        Assert.True(await Store.AddAsync(record, Wide, CancellationToken.None));
        return record;
    }

    private async Task<IReadOnlyList<CaptureRecord>> ListAsync(CaptureFilter filter) =>
        (await Store.ListAsync(filter, after: null, 100, CancellationToken.None)).Records;

    /// <summary>A store may be shared by the tests of a class, one after the other.</summary>
    private async Task ClearAsync()
    {
        foreach (var record in await ListAsync(new CaptureFilter()))
        {
            await Store.RemoveAsync(record.Id, CancellationToken.None);
        }
    }

    private CaptureRecord Record(int minutes = 0, string? client = "192.0.2.1")
    {
        var now = Clock.GetUtcNow();
        return new CaptureRecord
        {
            Id = Guid.CreateVersion7(now),
            RequestId = "request",
            Route = "hooks",
            Outcome = "signature_invalid",
            Client = client,
            ReceivedAt = new DateTimeOffset(now.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero).AddMinutes(minutes),
            Content = Pattern.Bytes(100),
            Bytes = 1000,
        };
    }
}
