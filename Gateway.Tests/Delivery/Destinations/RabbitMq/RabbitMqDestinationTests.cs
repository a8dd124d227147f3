using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;
using Gateway.Tests.Support.Brokers;

namespace Gateway.Tests.Delivery.Destinations.RabbitMq;

/// <summary>What only RabbitMQ says, by a real node.</summary>
public sealed class RabbitMqDestinationTests
{
    [Fact]
    public async Task What_no_queue_takes_is_unroutable_until_one_does()
    {
        await using var broker = await RabbitMqServer.StartAsync();
        await using var scene = await BrokerScene.StartAsync(broker.Destination);

        await scene.QueueAsync(BrokerScene.Event("evt_1", type: "unheard"));
        await scene.SaysAsync("failed (unroutable");
        await scene.QueueAsync(BrokerScene.Event("evt_2"));
        await broker.HasAsync(1);
        await using var connection = await broker.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueBindAsync("events", "events", "unheard");

        Assert.Equal(["evt_2", "evt_1"], (await broker.HasAsync(2)).Select(message => message.EventId));
    }

    [Fact]
    public async Task An_exchange_that_is_not_there_is_unroutable_and_is_not_declared()
    {
        await using var broker = await RabbitMqServer.StartAsync();
        await using var scene = await BrokerScene.StartAsync(
            $$"""{ "RabbitMq": { "Url": "{{broker.Url}}", "Exchange": "missing", "RoutingKey": "{type}" } }""");

        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        await scene.SaysAsync("failed (unroutable");
        await using var connection = await broker.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();

        await Assert.ThrowsAsync<RabbitMQ.Client.Exceptions.OperationInterruptedException>(() => channel.ExchangeDeclarePassiveAsync("missing"));
    }

    [Fact]
    public async Task What_is_larger_than_the_broker_takes_is_a_dead_letter()
    {
        await using var broker = await RabbitMqServer.StartAsync("max_message_size = 2000");
        await using var scene = await BrokerScene.StartAsync(broker.Destination);

        await scene.TakesAllButTheLargeAsync(broker);
    }

    [Fact]
    public async Task Headers_that_do_not_fit_a_frame_are_a_dead_letter_and_the_connection_stays()
    {
        await using var broker = await RabbitMqServer.StartAsync();
        await using var scene = await BrokerScene.StartAsync($$"""
            { "RabbitMq": { "Url": "{{broker.Url}}", "Exchange": "events", "RoutingKey": "{type}", "Format": { "As": "CloudEvents", "Subject": "{body:/text}" } } }
            """);

        await scene.QueueAsync(BrokerScene.Event("evt_1", more: $",\"text\":\"{new string('x', 200_000)}\""));
        await scene.HasAsync(DeliveryState.Dead, 1);
        await scene.QueueAsync(BrokerScene.Event("evt_2", more: $",\"text\":\"{new string('x', 130_000)}\""));

        Assert.Equal("message_too_large", Assert.Single(await scene.ListAsync(DeliveryState.Dead)).Reason);
        Assert.Equal("evt_2", Assert.Single(await broker.HasAsync(1)).EventId);
        Assert.DoesNotContain(scene.Log(), line => line.Contains("failed (unreachable", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_type_that_no_property_holds_is_a_dead_letter()
    {
        await using var broker = await RabbitMqServer.StartAsync();
        await using var scene = await BrokerScene.StartAsync(broker.Destination);
        using var request = BrokerScene.Event("evt_1").Request(contentType: $"application/json; profile={new string('x', 300)}");

        await scene.Gateway.SendAsync(request);
        await scene.HasAsync(DeliveryState.Dead, 1);
        await scene.QueueAsync(BrokerScene.Event("evt_2"));

        Assert.Equal("value_not_allowed", Assert.Single(await scene.ListAsync(DeliveryState.Dead)).Reason);
        Assert.Equal("evt_2", Assert.Single(await broker.HasAsync(1)).EventId);
    }

    [Fact]
    public async Task A_broker_that_blocks_publishers_is_full_and_takes_the_rest_once_it_does_not()
    {
        await using var broker = await RabbitMqServer.StartAsync("vm_memory_high_watermark.absolute = 20MB");
        await using var scene = await BrokerScene.StartAsync(broker.Destination);

        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        await scene.SaysAsync("failed (full");
        await QueueScene.ReceivedAsync(scene.BackendUpstream, 1);
        await broker.ChangeAsync("");

        Assert.Equal("evt_1", (await broker.HasAsync(1))[0].EventId);
    }

    [Fact]
    public async Task Refused_credentials_are_told_and_the_right_ones_are_enough()
    {
        await using var broker = await RabbitMqServer.StartAsync();
        await using var scene = await QueueScene.StartAsync(
            $$"""
            "To": [ "backend", { "RabbitMq": { "Url": "{{broker.Url}}", "Exchange": "events", "RoutingKey": "resource.created", "User": "guest", "Password": "env:RABBITMQ" } } ],
            {{BrokerScene.Impatient}}
            """,
            configuration => configuration.Environment["RABBITMQ"] = "wrong");
        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        await scene.SaysAsync("failed (unauthorized");

        scene.Configuration.Environment["RABBITMQ"] = "guest";
        await scene.Gateway.ReloadAsync(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Order"] = 1);

        Assert.Equal("evt_1", (await broker.HasAsync(1))[0].EventId);
    }
}
