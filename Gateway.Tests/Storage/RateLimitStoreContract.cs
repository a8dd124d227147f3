using Gateway.Storage;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage;

/// <summary>What every rate limit store promises.</summary>
public abstract class RateLimitStoreContract
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly RateLimitKey _key = NewKey();

    private protected abstract IRateLimitStore Store { get; }

    private protected virtual TimeProvider Clock => TimeProvider.System;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task A_full_burst_is_granted_and_not_one_more(int limit)
    {
        for (var permit = 0; permit < limit; permit++)
        {
            Assert.Equal(TimeSpan.Zero, await TakeAsync(new RateLimitCharge(_key, limit, Hour)));
        }

        Assert.InRange(
            await TakeAsync(new RateLimitCharge(_key, limit, Hour)), TimeSpan.FromTicks(1), Hour / limit);
    }

    [Fact]
    public async Task Of_200_attempts_at_once_no_more_than_the_limit_are_granted()
    {
        var attempts = Enumerable.Range(0, 200)
            .Select(_ => Task.Run(() => TakeAsync(new RateLimitCharge(_key, 50, Hour))));

        var waits = await Task.WhenAll(attempts);

        Assert.Equal(50, waits.Count(wait => wait == TimeSpan.Zero));
    }

    [Fact]
    public async Task A_permit_comes_back_when_the_wait_is_over()
    {
        var charge = new RateLimitCharge(_key, 5, TimeSpan.FromSeconds(1));
        var wait = TimeSpan.Zero;
        var taken = 0;
        while (wait == TimeSpan.Zero)
        {
            wait = await TakeAsync(charge);
            taken++;
        }

        Assert.True(taken > 5, "The burst was not granted.");
        var refused = Clock.GetTimestamp();
        await EventuallyTakenAsync(charge);
        Assert.InRange(wait, TimeSpan.FromTicks(1), TimeSpan.FromMilliseconds(200));
        Assert.True(Clock.GetElapsedTime(refused) >= wait - TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task A_budget_that_was_left_alone_is_full_again()
    {
        var charge = new RateLimitCharge(_key, 10, TimeSpan.FromMilliseconds(10));
        await TakeAsync(charge);
        await EventuallyTakenAsync(charge);
        var other = NewKey();

        Assert.Equal(TimeSpan.Zero, await TakeAsync(new RateLimitCharge(other, 1, TimeSpan.FromMilliseconds(1))));
        await EventuallyTakenAsync(new RateLimitCharge(other, 1, TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public async Task Being_refused_costs_nothing()
    {
        var charge = new RateLimitCharge(_key, 1, Hour);
        await TakeAsync(charge);

        var first = await TakeAsync(charge);
        for (var attempt = 0; attempt < 20; attempt++)
        {
            Assert.InRange(await TakeAsync(charge), TimeSpan.FromTicks(1), first);
        }
    }

    [Fact]
    public async Task Subjects_rules_and_routes_are_counted_apart()
    {
        await TakeAsync(new RateLimitCharge(_key, 1, Hour));

        foreach (var other in (RateLimitKey[])
            [_key with { Subject = ~_key.Subject }, _key with { Rule = ~_key.Rule }, _key with { Route = ~_key.Route }])
        {
            Assert.Equal(TimeSpan.Zero, await TakeAsync(new RateLimitCharge(other, 1, Hour)));
        }
    }

    [Fact]
    public async Task Nothing_is_taken_from_any_budget_when_one_is_used_up()
    {
        var scarce = new RateLimitCharge(_key with { Rule = 1 }, 1, Hour);
        var ample = new RateLimitCharge(_key with { Rule = 2 }, 2, Hour);
        Assert.Equal(TimeSpan.Zero, await TakeAsync(ample, scarce));

        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.NotEqual(TimeSpan.Zero, await TakeAsync(ample, scarce));
            Assert.NotEqual(TimeSpan.Zero, await TakeAsync(scarce, ample));
        }

        Assert.Equal(TimeSpan.Zero, await TakeAsync(ample));
        Assert.NotEqual(TimeSpan.Zero, await TakeAsync(ample));
    }

    [Fact]
    public async Task The_wait_is_that_of_the_budget_that_takes_longest()
    {
        var hour = new RateLimitCharge(_key with { Rule = 1 }, 1, Hour);
        var day = new RateLimitCharge(_key with { Rule = 2 }, 1, TimeSpan.FromDays(1));
        await TakeAsync(hour, day);

        Assert.InRange(await TakeAsync(day, hour), TimeSpan.FromHours(23), TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task A_budget_charged_twice_in_one_call_pays_twice()
    {
        var charge = new RateLimitCharge(_key, 3, Hour);
        Assert.Equal(TimeSpan.Zero, await TakeAsync(charge, charge));

        Assert.NotEqual(TimeSpan.Zero, await TakeAsync(charge, charge));
        Assert.Equal(TimeSpan.Zero, await TakeAsync(charge));
    }

    [Fact]
    public async Task What_is_given_back_can_be_taken_again_and_no_more_than_that()
    {
        var charge = new RateLimitCharge(_key, 3, Hour);
        Assert.Equal(TimeSpan.Zero, await TakeAsync(charge, charge, charge));

        await GiveBackAsync(charge);

        Assert.Equal(TimeSpan.Zero, await TakeAsync(charge));
        Assert.NotEqual(TimeSpan.Zero, await TakeAsync(charge));
    }

    [Fact]
    public async Task All_of_a_call_is_given_back_also_what_one_budget_paid_twice()
    {
        var twice = new RateLimitCharge(_key with { Rule = 1 }, 2, Hour);
        var once = new RateLimitCharge(_key with { Rule = 2 }, 1, Hour);
        Assert.Equal(TimeSpan.Zero, await TakeAsync(twice, once, twice));

        await GiveBackAsync(twice, once, twice);

        Assert.Equal(TimeSpan.Zero, await TakeAsync(twice, once, twice));
        Assert.NotEqual(TimeSpan.Zero, await TakeAsync(once));
        Assert.NotEqual(TimeSpan.Zero, await TakeAsync(twice));
    }

    [Fact]
    public async Task A_full_budget_is_no_fuller_for_what_is_given_back()
    {
        var charge = new RateLimitCharge(_key, 2, Hour);
        await GiveBackAsync(charge, charge, charge);
        await TakeAsync(charge);
        await GiveBackAsync(charge);
        await GiveBackAsync(charge);

        Assert.Equal(TimeSpan.Zero, await TakeAsync(charge, charge));
        Assert.NotEqual(TimeSpan.Zero, await TakeAsync(charge));
    }

    [Theory]
    [InlineData(1, 36500)]
    [InlineData(int.MaxValue, 36500)]
    [InlineData(int.MaxValue, 1)]
    public async Task Extreme_rules_are_counted_without_overflow(int limit, int days)
    {
        var charge = new RateLimitCharge(_key, limit, TimeSpan.FromDays(days));

        Assert.Equal(TimeSpan.Zero, await TakeAsync(charge));
        Assert.Equal(limit > 1, await TakeAsync(charge) == TimeSpan.Zero);
    }

    private protected static RateLimitKey NewKey() => new((ulong)Unique.Number(), (ulong)Unique.Number(), UInt128.MaxValue);

    /// <summary>Lets a little time pass.</summary>
    private protected virtual Task PassAsync() => Task.CompletedTask;

    private protected async Task<TimeSpan> TakeAsync(params RateLimitCharge[] charges) =>
        await Store.TryTakeAsync(charges, CancellationToken.None);

    private protected async Task GiveBackAsync(params RateLimitCharge[] charges) =>
        await Store.GiveBackAsync(charges, CancellationToken.None);

    private protected async Task EventuallyTakenAsync(RateLimitCharge charge) =>
        await Eventually.IsTrueAsync(
            async () =>
            {
                await PassAsync();
                return await TakeAsync(charge) == TimeSpan.Zero;
            },
            "a permit comes back");
}
