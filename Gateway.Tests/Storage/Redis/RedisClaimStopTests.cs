using Gateway.Storage;
using Gateway.Storage.Redis;
using Gateway.Storage.Redis.Claims;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Storage.Redis;

/// <summary>What follows behind answers is in Redis when the process has stopped, without waiting for others to come along.</summary>
public sealed class RedisClaimStopTests
{
    private const int Events = 1000; // More than go in one call.

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task All_that_was_answered_is_recorded_at_the_stop_though_the_clock_stands_still()
    {
        await using var server = await RedisServer.StartAsync();
        await using var commands = new RedisCommands(Options(server), new FakeTimeProvider());
        await using var redis = new RedisClaimStore(commands);
        using var store = new RecoveringClaimStore(redis, redis.EndGathering, commands.Clock, NullLogger<RecoveringClaimStore>.Instance);
        Assert.Equal(Events, await CountAsync(store, ClaimState.Claimed));

        for (var number = 0; number < Events; number++)
        {
            await store.CompleteAsync(Key(number), Lease, CancellationToken.None);
        }

        await store.StopAsync(CancellationToken.None).WaitAsync(Eventually.Patience, TimeProvider.System);

        await using var others = new RedisCommands(Options(server), TimeProvider.System);
        await using var after = new RedisClaimStore(others);
        Assert.Equal(Events, await CountAsync(after, ClaimState.Processed));
    }

    private static async Task<int> CountAsync(IClaimStore store, ClaimState expected)
    {
        var count = 0;
        for (var number = 0; number < Events; number++)
        {
            count += await store.TryClaimAsync(Key(number), ClaimOwner.Next(), Lease, CancellationToken.None) == expected ? 1 : 0;
        }

        return count;
    }

    private static RedisOptions Options(RedisServer server) => new() { Configuration = server.Configuration, Timeout = TimeSpan.FromSeconds(20) };

    private static ClaimKey Key(int number) => new("hooks", (ulong)number, 1);
}
