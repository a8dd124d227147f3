using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Attacks;

/// <summary>
/// Bodies of 16 to 25 MB, three or four at a time, into a route that queues: whatever becomes of them on their way through the store,
/// the process grows by no more than half above its budget.
/// </summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class QueueMemoryTests(ITestOutputHelper output)
{
    private const long Most = QueueMemoryScene.MaxBufferedBytes * 3 / 2;

    /// <summary>How long, and how many at a time: as many as a budget of 128 MiB has room for, with those that are delivered.</summary>
    public static TheoryData<int, int> Bodies => QueueMemoryOptions.IsAll
        ? new() { { 16_000_000, 4 }, { 17_000_000, 4 }, { 25_000_000, 3 }, { 25 * 1024 * 1024, 3 } }
        : new() { { 16_000_000, 4 }, { 25 * 1024 * 1024, 3 } };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Large_bodies_through_a_file_stay_within_the_budget(int length, int senders)
    {
        await using var scene = await QueueMemoryScene.StartAsync(length, senders, configuration => configuration.WithSqlite());

        Assert.InRange(Print(length, senders, await scene.RunAsync()), 0, Most);
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Large_bodies_that_are_encrypted_stay_within_the_budget(int length, int senders)
    {
        await using var scene = await QueueMemoryScene.StartAsync(length, senders, static configuration =>
        {
            configuration.Environment["QUEUE_KEY"] = Convert.ToBase64String(Pattern.Bytes(32));
            configuration.WithSqlite().Change(root => root["Gateway"]!["Storage"]!["EncryptionKeys"] = new JsonArray("env:QUEUE_KEY"));
        });

        Assert.InRange(Print(length, senders, await scene.RunAsync()), 0, Most);
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Large_bodies_for_a_backend_that_is_slow_stay_within_the_budget(int length, int senders)
    {
        await using var scene = await QueueMemoryScene.StartAsync(length, senders, configuration => configuration.WithSqlite());
        scene.Delay = TimeSpan.FromSeconds(1);

        Assert.InRange(Print(length, senders, await scene.RunAsync()), 0, Most);
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Large_bodies_through_Redis_stay_within_the_budget(int length, int senders)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var scene = await QueueMemoryScene.StartAsync(length, senders, configuration => configuration.WithRedis(redis.Configuration));

        Assert.InRange(Print(length, senders, await scene.RunAsync()), 0, Most);
    }

    /// <summary>The store keeps them itself, what was delivered as well, in a bound of its own.</summary>
    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Large_bodies_in_memory_take_themselves_beside_the_budget(int length, int senders)
    {
        await using var scene = await QueueMemoryScene.StartAsync(length, senders, static configuration =>
            configuration.Change(root => root["Gateway"]!["Storage"]!["MaxBytes"] = 512 * 1024 * 1024));

        Assert.InRange(Print(length, senders, await scene.RunAsync()), 0, Most + ((long)QueueMemoryScene.Bodies * length));
    }

    private long Print(int length, int senders, long grown)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{QueueMemoryScene.Bodies} bodies of {length / 1e6:0.#} MB, {senders} at a time, MaxBufferedBytes {QueueMemoryScene.MaxBufferedBytes >> 20} MiB: "
            + $"peak {grown / 1048576.0:0} MiB over idle, at most {Most >> 20}"));
        return grown;
    }
}
