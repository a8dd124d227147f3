using System.Diagnostics;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd;

/// <summary>Two gateways on one Redis know the same tenants.</summary>
public sealed class SharedTenantTests : IAsyncLifetime
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

        var waited = Stopwatch.StartNew();
        Assert.Equal(200, (await one.PutTenantAsync("acme", $$"""{ "secret": "{{One}}" }""")).Status);
        Assert.Equal(200, await one.SendAsync("acme", One));
        await Eventually.IsTrueAsync(async () => await other.SendAsync("acme", One) == 200, "the other gateway verifies it");
        Assert.True(waited.Elapsed < TimeSpan.FromSeconds(5), $"It took {waited.Elapsed}."); // A look a second, on a machine that is busy.

        await one.PutTenantAsync("acme", """{ "disabled": true }""");
        await Eventually.IsTrueAsync(async () => await other.SendAsync("acme", One) == 401, "the other gateway has it switched off");
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

    private Task<TestGateway> StartAsync() =>
        TestGateway.StartAsync(StoreRoute.Configuration(_upstream.Url).WithRedis(_redis.Configuration).Encrypted("env:KEY_A"));
}
