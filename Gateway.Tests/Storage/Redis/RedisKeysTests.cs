using Gateway.Storage;
using Gateway.Storage.Leases;
using Gateway.Storage.Redis;
using Gateway.Storage.Redis.Claims;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Redis;

/// <summary>What an operator finds in Redis.</summary>
public sealed class RedisKeysTests : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private RedisServer _server = null!;
    private RedisCommands _redis = null!;

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _redis = Open(_server.Configuration);
    }

    public async Task DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_claim_is_one_key_named_by_its_route_and_the_hash_of_the_event()
    {
        const string Name = "hooks:claim:{orders}:_____________________wAAAAAAAAAAAAAAAAAAAAA";
        var store = new RedisClaimStore(_redis);
        var key = new ClaimKey("orders", UInt128.MaxValue, 0);
        var owner = new ClaimOwner(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"));

        await store.TryClaimAsync(key, owner, Minute, default);
        Assert.Equal("$34\r\nf:00112233445566778899aabbccddeeff\r\n", await _server.AskAsync($"GET {Name}"));

        await store.CompleteAsync(key, TimeSpan.FromDays(60), default);
        Assert.Equal("$1\r\np\r\n", await _server.AskAsync($"GET {Name}"));
        Assert.InRange(
            Number(await _server.AskAsync($"PTTL {Name}")),
            (TimeSpan.FromDays(60) - Minute).TotalMilliseconds, TimeSpan.FromDays(60).TotalMilliseconds);
    }

    [Fact]
    public async Task Budgets_of_a_route_stand_on_one_node_of_a_cluster()
    {
        var store = new LeasedRateLimitStore(new RedisRateLimitStore(_redis), TimeProvider.System);

        await store.TryTakeAsync(new[] { new RateLimitCharge(new(0xA, 0xB, 0xC), 1, Minute) }, default);

        Assert.Contains(
            "hooks:rate:{000000000000000a}:000000000000000b:0000000000000000000000000000000c",
            await _server.AskAsync("KEYS *"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("orders", "orders")]
    [InlineData("bücher: *\n", "bücher: *\n")]
    [InlineData("a}b{c", "a%7Db%7Bc")]
    [InlineData("{}", "%7B%7D")]
    [InlineData("100%", "100%25")]
    [InlineData("%7B", "%257B")]
    [InlineData("", "%")]
    public void Whatever_a_route_is_called_all_that_is_its_stands_on_one_node(string route, string tag)
    {
        var keys = new RedisKeys("hooks:");
        var id = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");

        Assert.Equal($"hooks:queue:{{{tag}}}", (string)keys.Queues(route)!);
        Assert.Equal($"hooks:queue:{{{tag}}}:event:{id}", (string)keys.Event(route, id)!);
        Assert.StartsWith($"hooks:claim:{{{tag}}}:", (string)keys.Claim(new ClaimKey(route, 1, 1))!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_left_behind()
    {
        var claims = new RedisClaimStore(_redis);
        var budgets = new LeasedRateLimitStore(new RedisRateLimitStore(_redis), TimeProvider.System);
        var soon = TimeSpan.FromMilliseconds(50);
        await claims.TryClaimAsync(new("orders", 1, 1), ClaimOwner.Next(), soon, default);
        await claims.CompleteAsync(new("orders", 2, 2), soon, default);
        await budgets.TryTakeAsync(
            new[] { new RateLimitCharge(new(1, 1, 1), 3, soon), new RateLimitCharge(new(1, 2, 1), 3, soon) }, default);

        await Eventually.IsTrueAsync(
            async () => await _server.AskAsync("DBSIZE") == ":0\r\n", "every key has ended");
    }

    [Fact]
    public async Task A_claim_that_somebody_else_wrote_is_not_believed()
    {
        var key = new ClaimKey("orders", 1, 1);
        await _server.AskAsync($"SET {(string)new RedisKeys("hooks:").Claim(key)!} mine");

        await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await new RedisClaimStore(_redis).TryClaimAsync(key, default, Minute, default));
    }

    private static RedisCommands Open(string configuration) =>
        new(new() { Configuration = configuration, KeyPrefix = "hooks:", Timeout = Minute }, TimeProvider.System);

    private static long Number(string answer) =>
        long.Parse(answer.AsSpan(1).Trim(), System.Globalization.CultureInfo.InvariantCulture);
}
