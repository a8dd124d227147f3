using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;
using Gateway.Tests.Support.Brokers;

namespace Gateway.Tests.Delivery.Destinations.RedisStream;

/// <summary>What only a stream of Redis says, by a real one.</summary>
public sealed class RedisStreamDestinationTests
{
    [Fact]
    public async Task A_stream_keeps_about_as_many_entries_as_are_asked_for()
    {
        await using var broker = await RedisStreamServer.StartAsync();
        await broker.Redis.AskAsync("CONFIG SET stream-node-max-entries 10");
        await using var scene = await BrokerScene.StartAsync(
            $$"""{ "RedisStream": { "Configuration": "{{broker.Redis.Configuration}}", "Key": "hooks:resource.created", "MaxLength": 20 } }""");

        for (var i = 0; i < 60; i++)
        {
            await scene.QueueAsync(BrokerScene.Event($"evt_{i}"));
        }

        await scene.HasAsync(DeliveryState.Delivered, 120);
        Assert.InRange((await broker.ReadAsync()).Count, 20, 30);
    }

    [Fact]
    public async Task Refused_credentials_are_told_and_a_corrected_password_is_enough()
    {
        await using var broker = await RedisStreamServer.StartAsync(new() { Password = "right" });
        await using var scene = await QueueScene.StartAsync(
            $$"""
            "To": [ "backend", { "RedisStream": { "Configuration": "env:STREAMS", "Key": "hooks:resource.created" } } ], {{BrokerScene.Impatient}}
            """,
            configuration => configuration.Environment["STREAMS"] = $"127.0.0.1:{broker.Redis.Port},password=wrong");
        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        await scene.SaysAsync("failed (unauthorized");

        scene.Configuration.Environment["STREAMS"] = broker.Redis.Configuration;
        await scene.Gateway.ReloadAsync(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Order"] = 1);

        Assert.Equal("evt_1", (await broker.HasAsync(1))[0].EventId);
    }

    [Fact]
    public async Task A_Redis_without_memory_is_full_and_takes_the_rest_once_it_has_some()
    {
        await using var broker = await RedisStreamServer.StartAsync();
        await broker.Redis.AskAsync("CONFIG SET maxmemory 1");
        await using var scene = await BrokerScene.StartAsync(broker.Destination);

        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        await scene.SaysAsync("failed (full");
        await QueueScene.ReceivedAsync(scene.BackendUpstream, 1);
        await broker.Redis.AskAsync("CONFIG SET maxmemory 0");

        Assert.Equal("evt_1", (await broker.HasAsync(1))[0].EventId);
    }

    [Fact]
    public async Task A_key_that_holds_something_else_is_refused()
    {
        await using var broker = await RedisStreamServer.StartAsync();
        await broker.Redis.AskAsync("SET hooks:resource.created text");
        await using var scene = await BrokerScene.StartAsync(broker.Destination);

        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        await scene.SaysAsync("failed (refused");
        await broker.Redis.AskAsync("DEL hooks:resource.created");

        Assert.Equal("evt_1", (await broker.HasAsync(1))[0].EventId);
    }
}
