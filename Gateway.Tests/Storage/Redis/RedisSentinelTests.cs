using Gateway.Storage;
using Gateway.Storage.Redis;
using Gateway.Storage.Redis.Claims;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Redis;

/// <summary>How sentinels are asked; what becomes of a failover is in <see cref="RedisSentinelFailoverTests"/>.</summary>
public sealed class RedisSentinelTests
{
    private static readonly SentinelGroupOptions Alone = new() { Replicas = 0, Sentinels = 1 };

    [Theory]
    [InlineData(null, "sentinels")]
    [InlineData("servers", null)]
    [InlineData("servers", "sentinels")]
    [InlineData("both", "both")]
    public async Task Sentinels_and_servers_have_each_their_password(string? servers, string? sentinels)
    {
        await using var group = await SentinelGroup.StartAsync(Alone with { Password = servers, SentinelPassword = sentinels });
        await using var redis = Open(group.Configuration);

        await IsClaimedAsync(redis);
    }

    [Fact]
    public async Task The_password_of_the_servers_is_not_told_to_sentinels()
    {
        await using var group = await SentinelGroup.StartAsync(Alone with { Password = "open-sesame", SentinelPassword = "open-sesame" });
        await using var redis = Open(group.Configuration.Replace(",sentinelPassword=open-sesame", "", StringComparison.Ordinal));

        var failure = await FailureAsync(redis);

        Assert.Equal(
            $"Redis is not connected: no sentinel is connected (127.0.0.1:{group.Sentinels[0].Port} asks for a user and a password, "
            + "or refuses those that it was told).",
            failure.Message);
        Assert.DoesNotContain("open-sesame", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_documented_user_of_sentinels_may_do_what_is_needed_and_nothing_is_refused()
    {
        await using var group = await SentinelGroup.StartAsync(Alone);
        var sentinel = group.Sentinels[0];
        Assert.Equal("+OK\r\n", await sentinel.AskAsync(await DocumentedUser.SentinelCommandAsync()));
        await using var redis = Open($"{group.Configuration},{DocumentedUser.SentinelCredentials}");

        await IsClaimedAsync(redis);

        Assert.Equal("*0\r\n", await sentinel.AskAsync("ACL LOG"));
    }

    [Fact]
    public async Task A_service_that_the_sentinels_do_not_know_is_named()
    {
        await using var group = await SentinelGroup.StartAsync(Alone);
        await using var redis = Open(group.Configuration.Replace("serviceName=gateway", "serviceName=misspelt", StringComparison.Ordinal));

        var failure = await FailureAsync(redis);

        Assert.Contains("'misspelt', refuses: ERR No such master", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_taken_for_a_sentinel_is_named()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = Open($"{server.Configuration},serviceName=gateway");

        var failure = await FailureAsync(redis);

        Assert.Contains($"{server.Configuration}, asked for the primary of 'gateway', refuses: ERR unknown command", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sentinel_that_is_taken_for_a_server_is_named()
    {
        await using var group = await SentinelGroup.StartAsync(Alone);
        await using var redis = Open(group.Configuration.Replace(",serviceName=gateway", "", StringComparison.Ordinal));

        var failure = await FailureAsync(redis);

        Assert.Contains("ERR unknown command 'ECHO'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_gateway_may_start_before_the_sentinels()
    {
        await using var group = await SentinelGroup.StartAsync(Alone);
        await group.Sentinels[0].StopAsync();
        await using var redis = Open(group.Configuration, timeout: 1);
        var failure = await FailureAsync(redis);
        Assert.Contains("no sentinel is connected", failure.Message, StringComparison.Ordinal);
        Assert.False(await new RedisHealth(redis).IsAvailableAsync(default));

        await group.Sentinels[0].RestartAsync();

        await IsClaimedAsync(redis);
    }

    [Fact]
    public async Task Sentinels_that_hang_and_lose_their_connections_are_asked_again()
    {
        await using var group = await SentinelGroup.StartAsync(Alone);
        await group.Sentinels[0].PauseAsync();
        await using var redis = Open(group.Configuration, timeout: 1);
        await FailureAsync(redis);

        await group.Sentinels[0].ResumeAsync();

        await IsClaimedAsync(redis);
    }

    [Fact]
    public async Task While_sentinels_are_away_the_primary_is_used_on()
    {
        await using var group = await SentinelGroup.StartAsync(Alone);
        await using var redis = Open(group.Configuration);
        await IsClaimedAsync(redis);

        await group.Sentinels[0].StopAsync();

        for (var key = 1; key <= 100; key++)
        {
            Assert.Equal(ClaimState.Claimed, await ClaimAsync(redis, key));
        }
    }

    [Fact]
    public async Task Over_TLS_with_client_certificates_both_are_spoken_to_alike()
    {
        using var authority = new TestAuthority();
        await using var group = await SentinelGroup.StartAsync(new() { Replicas = 1, Sentinels = 1, Authority = authority });
        var options = Options(group.Configuration) with
        {
            CertificateAuthority = group.Servers[0].AuthorityFile,
            ClientCertificate = group.Servers[0].ClientCertificateFile,
            ClientCertificateKey = group.Servers[0].ClientKeyFile,
            Replicas = 1,
        };
        await using var redis = new RedisCommands(options, TimeProvider.System);

        await IsClaimedAsync(redis);
    }

    private static RedisOptions Options(string configuration, int timeout = 20) =>
        new() { Configuration = configuration, Timeout = TimeSpan.FromSeconds(timeout) };

    private static RedisCommands Open(string configuration, int timeout = 20) => new(Options(configuration, timeout), TimeProvider.System);

    private static async Task IsClaimedAsync(RedisCommands redis)
    {
        var health = new RedisHealth(redis);
        await Eventually.IsTrueAsync(async () => await health.IsAvailableAsync(default), "Redis is connected");
        Assert.Equal(ClaimState.Claimed, await ClaimAsync(redis, 0));
    }

    private static async Task<ClaimState> ClaimAsync(RedisCommands redis, int key) =>
        await new RedisClaimStore(redis).TryClaimAsync(new("orders", 1, (UInt128)key), ClaimOwner.Next(), TimeSpan.FromMinutes(1), default);

    private static Task<StoreUnavailableException> FailureAsync(RedisCommands redis) =>
        Assert.ThrowsAsync<StoreUnavailableException>(() => ClaimAsync(redis, 0));
}
