using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Attacks;

/// <summary>
/// Bodies of 16 MB, four at a time, into a route that queues: whatever becomes of them on their way through the store, the process
/// grows by no more than half above its budget.
/// </summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class QueueMemoryTests(ITestOutputHelper output)
{
    private const long Most = QueueMemoryScene.MaxBufferedBytes * 3 / 2;

    [Fact]
    public async Task Large_bodies_through_a_file_stay_within_the_budget()
    {
        await using var scene = await QueueMemoryScene.StartAsync(configuration => configuration.WithSqlite());

        Assert.InRange(Print(await scene.RunAsync()), 0, Most);
    }

    [Fact]
    public async Task Large_bodies_that_are_encrypted_stay_within_the_budget()
    {
        await using var scene = await QueueMemoryScene.StartAsync(static configuration =>
        {
            configuration.Environment["QUEUE_KEY"] = Convert.ToBase64String(Pattern.Bytes(32));
            configuration.WithSqlite().Change(root => root["Gateway"]!["Storage"]!["EncryptionKeys"] = new JsonArray("env:QUEUE_KEY"));
        });

        Assert.InRange(Print(await scene.RunAsync()), 0, Most);
    }

    [Fact]
    public async Task Large_bodies_for_a_backend_that_is_slow_stay_within_the_budget()
    {
        await using var scene = await QueueMemoryScene.StartAsync(configuration => configuration.WithSqlite());
        scene.Delay = TimeSpan.FromSeconds(1);

        Assert.InRange(Print(await scene.RunAsync()), 0, Most);
    }

    [Fact]
    public async Task Large_bodies_through_Redis_stay_within_the_budget()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var scene = await QueueMemoryScene.StartAsync(configuration => configuration.WithRedis(redis.Configuration));

        Assert.InRange(Print(await scene.RunAsync()), 0, Most);
    }

    /// <summary>The store keeps them itself, what was delivered as well, in a bound of its own.</summary>
    [Fact]
    public async Task Large_bodies_in_memory_take_themselves_beside_the_budget()
    {
        await using var scene = await QueueMemoryScene.StartAsync(static _ => { });

        Assert.InRange(Print(await scene.RunAsync()), 0, Most + ((long)QueueMemoryScene.Bodies * QueueMemoryScene.BodyLength));
    }

    private long Print(long grown)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{QueueMemoryScene.Bodies} bodies of {QueueMemoryScene.BodyLength / 1e6:0} MB, MaxBufferedBytes {QueueMemoryScene.MaxBufferedBytes >> 20} MiB: "
            + $"peak {grown / 1048576.0:0} MiB over idle, at most {Most >> 20}"));
        return grown;
    }
}
