using System.Globalization;
using Gateway.Captures;
using Gateway.Storage.Captures;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Captures;

/// <summary>Who shares the ring, and what no flood pushes out of it.</summary>
public sealed class CaptureRingTests : IDisposable
{
    private const int Flood = 100_000;
    private const int MaxCount = 100;
    private const long MaxBytes = 200_000;

    private readonly FakeTimeProvider _clock = TestClock.New();
    private readonly CaptureRing _ring;
    private long _number;

    public CaptureRingTests() => _ring = new CaptureRing(new CaptureBounds(MaxCount, MaxBytes, TimeSpan.FromHours(1)), _clock);

    public void Dispose() => _ring.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(50_000)]
    [InlineData(99_999)]
    public void A_flood_of_one_sender_pushes_out_itself_whenever_the_one_that_matters_comes(int before)
    {
        AddFlood(before, _ => 1);
        var genuine = Add("hooks", sender: 2);
        AddFlood(Flood - before, _ => 1);

        Assert.NotNull(_ring.Find(genuine));
        AssertBounds();
    }

    [Fact]
    public void The_first_of_a_kind_outlives_a_flood_of_as_many_senders_as_requests()
    {
        var genuine = Add("hooks", sender: 0);
        AddFlood(Flood, number => number + 1);

        Assert.NotNull(_ring.Find(genuine));
        AssertBounds();
    }

    [Fact]
    public void So_do_the_earliest_after_it_and_the_latest()
    {
        Add("hooks", sender: Flood + 1);
        var early = Enumerable.Range(0, 20).Select(number => Add("hooks", sender: (UInt128)(Flood + 10 + number))).ToList();
        AddFlood(Flood, number => number + 1);
        var late = Add("hooks", sender: Flood + 50);

        Assert.Equal(early, early.Where(id => _ring.Find(id) is not null));
        Assert.NotNull(_ring.Find(late));
    }

    [Fact]
    public void A_flood_on_one_route_pushes_out_nothing_of_another()
    {
        var genuine = Enumerable.Range(0, 20).Select(number => Add("orders", sender: (UInt128)number)).ToList();
        AddFlood(Flood, number => number + 1);

        Assert.Equal(genuine, genuine.Where(id => _ring.Find(id) is not null));
        AssertBounds();
    }

    /// <summary>A forger's requests are as small as it likes.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(10_000)]
    public void A_flood_of_small_requests_pushes_out_no_larger_one_sooner(int more)
    {
        Add("hooks", sender: Flood + 1);
        var early = Add("hooks", sender: Flood + 2, bytes: 9_000);
        AddFlood(10_000, number => number + 1);
        var late = Add("hooks", sender: Flood + 3, bytes: 9_000);
        AddFlood(Math.Min(more, (MaxCount / 2) - 1), number => number + 20_000);

        Assert.NotNull(_ring.Find(early));
        Assert.NotNull(_ring.Find(late));
        AssertBounds();
    }

    [Fact]
    public void Large_requests_leave_before_small_ones_of_others()
    {
        var small = Add("hooks", sender: 1);
        var other = Add("hooks", sender: 1);
        for (var number = 0; number < 100; number++)
        {
            Add("hooks", sender: 2, bytes: 12_000);
        }

        Assert.NotNull(_ring.Find(small));
        Assert.NotNull(_ring.Find(other));
        AssertBounds();
    }

    [Fact]
    public void What_is_too_old_is_neither_found_nor_kept()
    {
        var id = Add("hooks", sender: 1);
        Add("hooks", sender: 1);
        _clock.Advance(TimeSpan.FromMinutes(61));

        Assert.Null(_ring.Find(id));
        Assert.Empty(_ring.All());
        Assert.Equal((0, 0), _ring.Kept);
    }

    [Fact]
    public void What_has_left_after_it_was_stored_is_told_once()
    {
        var first = Add("hooks", sender: 1);
        Assert.Equal(first, Assert.Single(_ring.TakeUnstored(10)).Id);
        Assert.Empty(_ring.TakeUnstored(10));
        _clock.Advance(TimeSpan.FromMinutes(61));

        Assert.Equal(first, Assert.Single(_ring.TakeGone()));
        Assert.Empty(_ring.TakeGone());
    }

    [Fact]
    public void With_no_number_nothing_is_kept()
    {
        using var none = new CaptureRing(new CaptureBounds(0, MaxBytes, TimeSpan.FromHours(1)), _clock);
        none.Add(Record("hooks", 1000), 1);

        Assert.Equal((0, 0), none.Kept);
    }

    private void AddFlood(int count, Func<int, int> senderOf)
    {
        for (var number = 0; number < count; number++)
        {
            Add("hooks", (UInt128)senderOf(number));
        }
    }

    private Guid Add(string route, UInt128 sender, int bytes = 1000)
    {
        var record = Record(route, bytes);
        _ring.Add(record, sender);
        return record.Id;
    }

    private CaptureRecord Record(string route, int bytes) => new()
    {
        Id = Guid.CreateVersion7(_clock.GetUtcNow()),
        RequestId = (_number++).ToString(CultureInfo.InvariantCulture),
        Route = route,
        Outcome = "signature_invalid",
        ReceivedAt = _clock.GetUtcNow(),
        Bytes = bytes,
    };

    private void AssertBounds()
    {
        var (count, bytes) = _ring.Kept;
        Assert.InRange(count, 1, MaxCount);
        Assert.InRange(bytes, 1, MaxBytes);
        Assert.Equal(count, _ring.All().Count);
    }
}
