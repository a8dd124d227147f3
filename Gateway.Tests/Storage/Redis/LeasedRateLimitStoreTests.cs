using System.Diagnostics;
using Gateway.Storage;
using Gateway.Storage.Leases;
using Gateway.Storage.Redis;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Xunit.Abstractions;

namespace Gateway.Tests.Storage.Redis;

/// <summary>Permits that a process holds ahead of need: how many more pass by them, and that they come back.</summary>
public sealed class LeasedRateLimitStoreTests(PlainRedis redis, ITestOutputHelper output) : IClassFixture<PlainRedis>
{
    private const int Limit = 1000;

    private static readonly TimeSpan Hours = TimeSpan.FromHours(10);

    private readonly RateLimitKey _key = new((ulong)Unique.Number(), (ulong)Unique.Number(), UInt128.MaxValue);

    /// <summary>
    /// Each store grows its lease and holds what is left of it, while the budget fills up again; then all draw on it at once, faster than
    /// webhooks come.
    /// </summary>
    [Fact]
    public async Task Four_stores_exceed_a_limit_by_less_than_a_hundredth_each()
    {
        const int stores = 4;
        var charge = new RateLimitCharge(_key, 2 * Limit, TimeSpan.FromSeconds(5));
        var leased = Enumerable.Range(0, stores).Select(_ => New(TimeProvider.System)).ToList();
        foreach (var store in leased)
        {
            await TakeAllAsync(store, charge, atMost: 32); // 1, 2, 4, 8, 16 and 20 at a time: 19 are held then.
        }

        await Pause.ForAsync(TimeSpan.FromMilliseconds(600));
        var begun = Stopwatch.GetTimestamp();
        var taken = await Task.WhenAll(leased.Select(store => Task.Run(() => TakeAllAsync(store, charge))));
        var comesBack = Stopwatch.GetElapsedTime(begun).TotalSeconds * charge.Limit / charge.Period.TotalSeconds;
        foreach (var store in leased)
        {
            await store.DisposeAsync();
        }

        output.WriteLine($"{taken.Sum()} of {charge.Limit} were taken, {comesBack:F0} came back meanwhile.");
        Assert.InRange(taken.Sum(), charge.Limit, charge.Limit + comesBack + (stores * charge.Limit / 100));
    }

    [Fact]
    public async Task What_is_held_goes_back_at_an_orderly_stop()
    {
        var charge = new RateLimitCharge(_key, Limit, Hours);
        var stopped = New(TimeProvider.System);
        await TakeAllAsync(stopped, charge, atMost: 20);

        await stopped.DisposeAsync();

        await using var other = New(TimeProvider.System);
        Assert.Equal(Limit - 20, await TakeAllAsync(other, charge));
    }

    [Fact]
    public async Task What_is_not_used_for_a_second_goes_back()
    {
        var clock = new FakeTimeProvider();
        var charge = new RateLimitCharge(_key, Limit, Hours);
        await using var idle = New(clock);
        await using var other = New(TimeProvider.System);
        await TakeAllAsync(idle, charge, atMost: 20);
        var taken = await TakeAllAsync(other, charge);
        Assert.InRange(taken, Limit - 20 - 10, Limit - 20 - 1); // It holds some of the ten that it has asked for.

        clock.Advance(TimeSpan.FromSeconds(2));

        await Eventually.IsTrueAsync(async () => (taken += await TakeAllAsync(other, charge)) == Limit - 20, "they have come back");
        Assert.Equal(0, await TakeAllAsync(other, charge));
    }

    [Fact]
    public async Task Of_a_limit_below_200_nothing_is_held()
    {
        var charge = new RateLimitCharge(_key, 199, Hours);
        await using var one = New(TimeProvider.System);
        await using var other = New(TimeProvider.System);
        await TakeAllAsync(one, charge, atMost: 50);

        Assert.Equal(149, await TakeAllAsync(other, charge));
    }

    private LeasedRateLimitStore New(TimeProvider clock) => new(new RedisRateLimitStore(redis.Commands), clock);

    private static async Task<int> TakeAllAsync(LeasedRateLimitStore store, RateLimitCharge charge, int atMost = int.MaxValue)
    {
        var taken = 0;
        while (taken < atMost && await store.TryTakeAsync(new[] { charge }, CancellationToken.None) == TimeSpan.Zero)
        {
            taken++;
        }

        return taken;
    }
}
