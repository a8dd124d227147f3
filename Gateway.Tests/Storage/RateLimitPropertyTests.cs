using Gateway.Storage;
using Gateway.Storage.Leases;
using Gateway.Storage.Memory;
using Gateway.Storage.Redis;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Storage;

/// <summary>Budgets against a bucket of tokens, which is what they are said to be.</summary>
public sealed class RateLimitPropertyTests(ITestOutputHelper output)
{
    [Fact]
    public async Task In_memory_a_budget_is_a_bucket_that_fills_evenly()
    {
        var chance = Chance.For(output);
        for (var round = 0; round < 200; round++)
        {
            var clock = TestClock.New();
            var store = new MemoryRateLimitStore(clock);
            var buckets = Buckets(chance, TimeSpan.FromMilliseconds(100));
            for (var step = 0; step < 100; step++)
            {
                if (chance.Below(3) == 0)
                {
                    var passed = TimeSpan.FromMilliseconds(chance.Below(400));
                    clock.Advance(passed);
                    Array.ForEach(buckets, bucket => bucket.Fill(passed));
                }

                var charged = Charged(chance, buckets);
                var wait = await store.TryTakeAsync(charged.Select(bucket => bucket.Charge).ToArray(), CancellationToken.None);
                Assert.Equal(Take(charged), wait);
            }
        }
    }

    [Fact]
    public async Task In_Redis_budgets_are_taken_from_together_or_not_at_all()
    {
        var chance = Chance.For(output);
        await using var redis = await RedisServer.StartAsync();
        await using var commands = new RedisCommands(
            new() { Configuration = redis.Configuration, Timeout = TimeSpan.FromSeconds(20) }, TimeProvider.System);
        var store = new LeasedRateLimitStore(new RedisRateLimitStore(commands), TimeProvider.System);
        for (var round = 0; round < 40; round++)
        {
            // Redis's clock cannot be moved: nothing that matters comes back while this runs.
            var buckets = Buckets(chance, TimeSpan.FromDays(1));
            for (var step = 0; step < 40; step++)
            {
                var charged = Charged(chance, buckets);
                var wait = await store.TryTakeAsync(charged.Select(bucket => bucket.Charge).ToArray(), CancellationToken.None);
                var expected = Take(charged);
                Assert.Equal(expected == TimeSpan.Zero, wait == TimeSpan.Zero);
                Assert.InRange(expected - wait, TimeSpan.Zero, TimeSpan.FromMinutes(10));
            }
        }
    }

    /// <summary>What is charged together: of one route, and the same budget perhaps twice.</summary>
    private static Bucket[] Charged(Chance chance, Bucket[] buckets) =>
        [.. Enumerable.Range(0, 1 + chance.Below(3)).Select(_ => buckets[chance.Below(buckets.Length)])];

    private static Bucket[] Buckets(Chance chance, TimeSpan interval)
    {
        var route = (ulong)Unique.Number();
        return [.. Enumerable.Range(0, 3).Select(number => new Bucket(new RateLimitKey(route, (ulong)number, 7), 1 + chance.Below(5), interval))];
    }

    private static TimeSpan Take(Bucket[] charged)
    {
        var wait = TimeSpan.Zero;
        foreach (var bucket in charged)
        {
            bucket.Tokens -= bucket.Interval;
            wait = wait > -bucket.Tokens ? wait : -bucket.Tokens;
        }

        if (wait > TimeSpan.Zero)
        {
            Array.ForEach(charged, bucket => bucket.Tokens += bucket.Interval);
        }

        return wait;
    }

    /// <summary>Full at first; a token takes an interval to come back, and more than the limit never lie in it.</summary>
    private sealed class Bucket(RateLimitKey key, int limit, TimeSpan interval)
    {
        public TimeSpan Interval { get; } = interval;

        /// <summary>In intervals.</summary>
        public TimeSpan Tokens { get; set; } = limit * interval;

        public RateLimitCharge Charge { get; } = new(key, limit, limit * interval);

        public void Fill(TimeSpan passed)
        {
            var full = limit * Interval;
            Tokens = Tokens + passed < full ? Tokens + passed : full;
        }
    }
}
