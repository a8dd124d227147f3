using Gateway.Storage;
using Gateway.Storage.Memory;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Storage.Memory;

public sealed class MemoryRateLimitStoreTests : RateLimitStoreContract
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = TestClock.New();
    private readonly MemoryRateLimitStore _store;

    public MemoryRateLimitStoreTests() => _store = new MemoryRateLimitStore(_clock);

    private protected override IRateLimitStore Store => _store;

    private protected override TimeProvider Clock => _clock;

    [Fact]
    public void Permits_come_back_evenly()
    {
        RateLimitCharge[] charges = [new(NewKey(), 4, Second)];
        Assert.Equal(4, TakeAll(charges));
        Assert.Equal(TimeSpan.FromMilliseconds(250), _store.TryTake(charges));

        _clock.Advance(TimeSpan.FromMilliseconds(249.999));
        Assert.Equal(TimeSpan.FromMicroseconds(1), _store.TryTake(charges));

        _clock.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal(1, TakeAll(charges));

        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(4, TakeAll(charges));
    }

    [Fact]
    public void What_is_given_back_can_be_taken_again()
    {
        RateLimitCharge[] charges = [new(NewKey(), 2, Second), new(NewKey(), 3, Second)];
        Assert.Equal(2, TakeAll(charges));

        _store.GiveBack(charges);

        Assert.Equal(1, TakeAll(charges));
        Assert.Equal(1, TakeAll(charges[1..]));
    }

    [Fact]
    public void What_is_given_back_late_is_no_credit()
    {
        RateLimitCharge[] charges = [new(NewKey(), 2, Second)];
        Assert.Equal(2, TakeAll(charges));
        _clock.Advance(TimeSpan.FromSeconds(2));

        _store.GiveBack(charges);

        Assert.Equal(2, TakeAll(charges));
    }

    [Fact]
    public void When_too_many_are_counted_newcomers_wait_and_the_others_go_on()
    {
        var store = new MemoryRateLimitStore(_clock, capacity: 2);
        RateLimitCharge[] known = [new(NewKey(), 10, Second)];
        RateLimitCharge[] newcomer = [new(NewKey(), 10, Second)];
        store.TryTake(known);
        store.TryTake([new(NewKey(), 10, Second)]);

        Assert.True(store.TryTake(newcomer) > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, store.TryTake(known));

        _clock.Advance(Second);
        Assert.Equal(TimeSpan.Zero, store.TryTake(newcomer));
    }

    [Fact]
    public void A_newcomer_that_has_to_wait_is_charged_nothing()
    {
        var store = new MemoryRateLimitStore(_clock, capacity: 1);
        var known = new RateLimitCharge(NewKey(), 2, Second);
        store.TryTake([known]);

        Assert.True(store.TryTake([known, new(NewKey(), 10, Second)]) > TimeSpan.Zero);

        Assert.Equal(TimeSpan.Zero, store.TryTake([known]));
    }

    [Fact]
    public void Taking_allocates_nothing()
    {
        RateLimitCharge[] charges = [new(NewKey(), int.MaxValue, TimeSpan.FromDays(100))];
        _store.TryTake(charges);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var times = 0; times < 1000; times++)
        {
            _store.TryTake(charges);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private protected override Task PassAsync()
    {
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        return Task.CompletedTask;
    }

    private int TakeAll(RateLimitCharge[] charges)
    {
        var taken = 0;
        while (_store.TryTake(charges) == TimeSpan.Zero)
        {
            taken++;
        }

        return taken;
    }
}
