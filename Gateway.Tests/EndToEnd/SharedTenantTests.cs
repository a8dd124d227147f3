using System.Diagnostics;
using Gateway.Configuration;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.EndToEnd;

/// <summary>Two gateways on one Redis know the same tenants.</summary>
public sealed class SharedTenantTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string One = "secret-of-acme-000001";
    private const string Two = "secret-of-acme-000002";

    private RedisServer _redis = null!;
    private Upstream _upstream = null!;

    public async Task InitializeAsync() => (_redis, _upstream) = (await RedisServer.StartAsync(), await Upstream.StartAsync());

    public async Task DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task What_is_put_at_one_counts_at_the_other_and_what_is_removed_does_not()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        Assert.Equal(401, await other.SendAsync("acme", One));

        Assert.Equal(200, (await one.PutTenantAsync("acme", $$"""{ "secret": "{{One}}" }""")).Status);
        Assert.Equal(200, await one.SendAsync("acme", One));
        await Eventually.IsTrueAsync(async () => await other.SendAsync("acme", One) == 200, "the other gateway verifies it");

        await one.PutTenantAsync("acme", """{ "disabled": true }""");
        await Eventually.IsTrueAsync(async () => await other.SendAsync("acme", One) == 401, "the other gateway has it switched off");
    }

    [Fact]
    public async Task What_is_put_at_one_counts_at_the_other_within_a_second()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        var waited = new List<TimeSpan>();
        for (var round = 0; round < 5; round++)
        {
            var (tenant, secret) = ($"tenant-{round}", $"{One}-{round}");
            Assert.Equal(401, await other.SendAsync(tenant, secret));
            var started = Stopwatch.GetTimestamp();
            Assert.Equal(200, (await one.PutTenantAsync(tenant, $$"""{ "secret": "{{secret}}" }""")).Status);
            await Eventually.IsTrueAsync(async () => await other.SendAsync(tenant, secret) == 200, "the other gateway verifies it");
            waited.Add(Stopwatch.GetElapsedTime(started));
        }

        output.WriteLine($"from before the request to a verified webhook: {string.Join(", ", waited.Select(time => $"{time.TotalMilliseconds:F0} ms"))}");
        Assert.InRange(waited.Min(), TimeSpan.Zero, TimeSpan.FromSeconds(1)); // Others use the machine, too: of five one is not held up.
    }

    /// <summary>The same by the other gateway's own clock, on which no other program has a part.</summary>
    [Fact]
    public async Task One_look_of_the_other_gateway_is_enough_and_comes_within_a_second()
    {
        var clock = TestClock.New();
        await using var one = await StartAsync();
        await using var other = await StartAsync(clock);
        Assert.Equal(200, (await one.PutTenantAsync("acme", $$"""{ "secret": "{{One}}" }""")).Status);
        Assert.Equal(401, await other.SendAsync("acme", One));

        clock.Advance(TenantRefresher.Interval);

        await Eventually.IsTrueAsync(async () => await other.SendAsync("acme", One) == 200, "the other gateway verifies it");
        Assert.InRange(TenantRefresher.Interval, TimeSpan.Zero, TimeSpan.FromSeconds(0.5)); // The rest of a second is for the look.
    }

    [Fact]
    public async Task A_rotation_under_load_refuses_nothing_that_was_signed_with_what_the_provider_had()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        await one.PutTenantAsync("acme", $$"""{ "id": "s0", "secret": "{{One}}" }""");
        await Eventually.IsTrueAsync(async () => await other.SendAsync("acme", One) == 200, "the other gateway verifies it");
        using var end = new CancellationTokenSource();
        var signing = One;
        var load = Enumerable.Range(0, 4).Select(sender => Task.Run(() => SendUntilAsync(sender % 2 == 0 ? one : other))).ToList();

        for (var round = 1; round <= 3; round++)
        {
            var next = $"{Two}-{round}";
            await one.PutTenantAsync("acme", $$"""{ "id": "s{{round}}", "secret": "{{next}}" }""");
            await Eventually.IsTrueAsync(async () => await other.SendAsync("acme", next) == 200, "the new one counts everywhere");
            Volatile.Write(ref signing, next);
        }

        await end.CancelAsync();
        var answers = (await Task.WhenAll(load)).SelectMany(each => each).ToList();
        Assert.True(answers.Count > 50, $"{answers.Count} webhooks");
        Assert.Equal([200], answers.Distinct());

        async Task<List<int>> SendUntilAsync(TestGateway gateway)
        {
            var given = new List<int>();
            while (!end.IsCancellationRequested)
            {
                given.Add(await gateway.SendAsync("acme", Volatile.Read(ref signing)));
                await Pause.BetweenLooksAsync();
            }

            return given;
        }
    }

    private Task<TestGateway> StartAsync(TimeProvider? clock = null) =>
        TestGateway.StartAsync(StoreRoute.Configuration(_upstream.Url).WithRedis(_redis.Configuration).Encrypted("env:KEY_A"), clock);
}
