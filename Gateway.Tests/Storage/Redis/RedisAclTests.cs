using System.Text.RegularExpressions;
using Gateway.Storage;
using Gateway.Storage.Leases;
using Gateway.Storage.Redis;
using Gateway.Storage.Redis.Claims;
using Gateway.Storage.Redis.Deliveries;
using Gateway.Tests.Storage.Redis.Deliveries;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Redis;

/// <summary>A user that may do what the gateway needs and nothing else.</summary>
public sealed partial class RedisAclTests : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // Beside what stands in scripts: of the library, of the stores.
    private static readonly string[] SentAsTheyAre =
    [
        "asking", "client|id", "client|setname", "cluster|nodes", "cluster|slots", "echo", "info", "ping", "readonly", "readwrite", "select",
        "eval", "evalsha", "exists", "get", "hgetall", "psetex", "script|load", "set", "setex", "wait",
    ];

    private RedisServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync(new() { AdministratorPassword = "administrators" });
        await _server.AskAsync(await DocumentedUser.CommandAsync());
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task The_documented_user_may_send_exactly_what_the_gateway_sends()
    {
        var known = Word().Matches(await _server.AskAsync("COMMAND LIST")).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        var scripts = Directory.EnumerateFiles(Repository.PathOf("Gateway", "Storage", "Redis"), "*", SearchOption.AllDirectories)
            .SelectMany(file => (file.EndsWith(".lua", StringComparison.Ordinal) ? Quoted() : Called()).Matches(File.ReadAllText(file)))
            .Where(match => known.Contains(match.Groups["command"].Value.ToLowerInvariant()))
            .Select(match => match.Groups["command"].Value is "XGROUP" or "XINFO" ? $"{match.Groups["command"]}|{match.Groups["sub"]}" : match.Groups["command"].Value)
            .Select(command => command.ToLowerInvariant());

        var allowed = (await DocumentedUser.CommandAsync()).Split(' ').Where(rule => rule.StartsWith('+')).Select(rule => rule[1..]);

        Assert.Equal(scripts.Concat(SentAsTheyAre).Distinct().Order(StringComparer.Ordinal), allowed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task From_the_first_connection_to_an_acceptance_that_a_replica_has_nothing_is_refused()
    {
        await using var replica = await RedisServer.StartAsync(new() { ReplicaOf = _server.Port, ReplicaUser = ("administrator", "administrators") });
        await replica.FollowsAsync();
        await using var redis = await ConnectAsync($"{_server.Configuration},{DocumentedUser.Credentials},keepAlive=1", replicas: 1);

        var store = new RedisDeliveryStore(redis);
        await Eventually.IsTrueAsync(() => DeliveryLoad.IsAcceptedAsync(store, DeliveryLoad.NewAcceptance()), "events are accepted");
        await Eventually.IsTrueAsync(
            async () => (await _server.AskAsync("CLIENT LIST")).Contains("cmd=ping user=gateway", StringComparison.Ordinal),
            "the connection is kept alive");

        await IsNothingRefusedAsync(_server);
    }

    [Fact]
    public async Task In_a_cluster_nothing_is_refused_either()
    {
        await using var cluster = await RedisCluster.StartAsync(replicated: true);
        foreach (var node in cluster.Nodes)
        {
            await node.AskAsync(await DocumentedUser.CommandAsync());
        }

        await using var redis = await ConnectAsync($"{cluster.Configuration},{DocumentedUser.Credentials}");
        foreach (var route in (string[])["a", "b", "c", "d", "e", "f"]) // On all three nodes.
        {
            await Eventually.IsTrueAsync(
                () => DeliveryLoad.IsAcceptedAsync(new RedisDeliveryStore(redis), DeliveryLoad.NewAcceptance(route)), "events are accepted");
        }

        foreach (var node in cluster.Nodes)
        {
            await IsNothingRefusedAsync(node);
        }
    }

    [Fact]
    public async Task A_server_has_one_connection()
    {
        await using var redis = await ConnectAsync($"{_server.Configuration},{DocumentedUser.Credentials}");

        var clients = await _server.AskAsync("CLIENT LIST");

        Assert.Single(clients.Split('\n'), client => client.Contains("user=gateway", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-time", "The user executing the script can't run this command")]
    [InlineData("-set", "The user executing the script can't run this command")]
    [InlineData("-evalsha -eval", "NOPERM this user has no permissions to run the 'eval")]
    [InlineData("-echo", "NOPERM this user has no permissions to run the 'echo' command")] // of the library
    [InlineData("resetkeys ~another:*", "NOPERM this user has no permissions to access one of the keys")]
    public async Task What_the_user_may_not_do_is_named(string rules, string named)
    {
        await _server.AskAsync($"ACL SETUSER gateway {rules}");
        await using var redis = Open($"{_server.Configuration},{DocumentedUser.Credentials}");

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            await new RedisClaimStore(redis).TryClaimAsync(new("orders", 1, 2), ClaimOwner.Next(), Minute, default);
            await new LeasedRateLimitStore(new RedisRateLimitStore(redis), TimeProvider.System).TryTakeAsync(new[] { new RateLimitCharge(default, 1, Minute) }, default);
        });

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("open-sesame", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user=gateway,password=secret-but-wrong")]
    [InlineData("user=nobody,password=secret-but-wrong")]
    [InlineData("password=secret-but-wrong")]
    [InlineData("name=without")]
    public async Task A_user_or_a_password_that_is_refused_is_named_with_the_server_and_without_the_password(string credentials)
    {
        await using var redis = Open($"{_server.Configuration},{credentials}");

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await new RedisClaimStore(redis).TryClaimAsync(new("orders", 1, 2), ClaimOwner.Next(), Minute, default));

        Assert.Equal(
            $"Redis is not connected: {_server.Configuration} asks for a user and a password, or refuses those that it was told.",
            failure.Message);
        Assert.DoesNotContain("secret-but-wrong", failure.ToString(), StringComparison.Ordinal);
    }

    private static async Task IsNothingRefusedAsync(RedisServer server)
    {
        var refused = await server.AskAsync("ACL LOG");
        Assert.True(refused == "*0\r\n", refused);
    }

    // A shared machine may stall for longer than the deadline that suits production.
    private static RedisCommands Open(string configuration, int replicas = 0) => new(
        new() { Configuration = configuration, Timeout = TimeSpan.FromSeconds(20), Replicas = replicas }, TimeProvider.System);

    private static async Task<RedisCommands> ConnectAsync(string configuration, int replicas = 0)
    {
        var redis = Open(configuration, replicas);
        var health = new RedisHealth(redis);
        await Eventually.IsTrueAsync(async () => await health.IsAvailableAsync(default), "Redis is connected");
        return redis;
    }

    /// <summary>In Lua a command may stand apart from its call.</summary>
    [GeneratedRegex("'(?<command>[A-Z]{2,})'(, '(?<sub>[A-Z]+)')?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"redis\.call\('(?<command>[A-Z]{2,})'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Called();

    [GeneratedRegex(@"(?<=\r\n)[a-z]{2,}(?=\r\n)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Word();
}
