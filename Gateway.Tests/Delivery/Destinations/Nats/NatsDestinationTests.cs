using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;
using Gateway.Tests.Support.Brokers;

namespace Gateway.Tests.Delivery.Destinations.Nats;

/// <summary>What only NATS says, by a real server.</summary>
public sealed class NatsDestinationTests
{
    [Fact]
    public async Task A_subject_without_a_stream_is_unroutable_until_there_is_one()
    {
        await using var broker = await NatsServer.StartAsync(stream: null);
        await using var scene = await BrokerScene.StartAsync(broker.Destination);

        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        await scene.SaysAsync("failed (unroutable");
        await broker.AskAsync("$JS.API.STREAM.CREATE.EVENTS", """{ "name": "EVENTS", "subjects": [ "resource.>" ] }""");

        Assert.Equal("evt_1", (await broker.HasAsync(1))[0].EventId);
    }

    [Fact]
    public async Task The_stream_that_is_named_has_to_take_it()
    {
        await using var broker = await NatsServer.StartAsync();
        await using var scene = await BrokerScene.StartAsync(
            $$"""{ "Nats": { "Url": "{{broker.Url}}", "Subject": "{type}", "Stream": "OTHERS" } }""");

        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        await scene.SaysAsync("failed (refused");

        Assert.Empty(await broker.ReadAsync());
    }

    [Theory]
    [InlineData("max_payload: 2000", "")]
    [InlineData("", ", \"max_msg_size\": 2000")]
    public async Task What_is_larger_than_the_server_or_the_stream_takes_is_a_dead_letter(string settings, string stream)
    {
        await using var broker = await NatsServer.StartAsync(settings, stream);
        await using var scene = await BrokerScene.StartAsync(broker.Destination);

        await scene.TakesAllButTheLargeAsync(broker);
    }

    [Fact]
    public async Task A_stream_that_is_full_takes_the_rest_once_there_is_room()
    {
        await using var broker = await NatsServer.StartAsync(stream: ", \"max_msgs\": 1, \"discard\": \"new\"");
        await using var scene = await BrokerScene.StartAsync(broker.Destination);
        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        await broker.HasAsync(1);

        await scene.QueueAsync(BrokerScene.Event("evt_2"));
        await scene.SaysAsync("failed (full");
        await QueueScene.ReceivedAsync(scene.BackendUpstream, 2);
        await broker.AskAsync("$JS.API.STREAM.UPDATE.EVENTS", """{ "name": "EVENTS", "subjects": [ "resource.>" ], "storage": "file", "max_msgs": 2, "discard": "new" }""");

        Assert.Equal(["evt_1", "evt_2"], (await broker.HasAsync(2)).Select(message => message.EventId));
    }

    [Fact]
    public async Task A_copy_that_the_stream_has_already_counts_as_delivered()
    {
        await using var broker = await NatsServer.StartAsync();
        await using var scene = await BrokerScene.StartAsync(broker.Destination);
        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        await scene.HasAsync(DeliveryState.Delivered, 2);

        var id = (await scene.ListAsync(DeliveryState.Delivered))[0].Event.Id;
        await new AdminApi(scene.Gateway).RedeliverAsync("""{ "state": "delivered" }""");
        await QueueScene.ReceivedAsync(scene.BackendUpstream, 2);
        await scene.HasAsync(DeliveryState.Delivered, 2);

        Assert.Equal(id.ToString(), Assert.Single(await broker.ReadAsync()).Headers["Nats-Msg-Id"]);
    }

    [Fact]
    public async Task Refused_credentials_are_told_and_the_right_ones_are_enough()
    {
        await using var broker = await NatsServer.StartAsync(
            """
            accounts { A { jetstream: enabled, users: [ { user: admin, password: admin }, { user: hooks, password: right } ] } }
            """);
        await using var scene = await QueueScene.StartAsync(
            $$"""
            "To": [ "backend", { "Nats": { "Url": "{{broker.Url}}", "Subject": "resource.created", "User": "hooks", "Password": "env:NATS" } } ], {{BrokerScene.Impatient}}
            """,
            configuration => configuration.Environment["NATS"] = "wrong");
        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        await scene.SaysAsync("failed (unauthorized");

        scene.Configuration.Environment["NATS"] = "right";
        await scene.Gateway.ReloadAsync(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Order"] = 1);

        Assert.Equal("evt_1", (await broker.HasAsync(1))[0].EventId);
    }

    [Fact]
    public async Task A_subject_that_the_user_may_not_publish_to_is_unauthorized()
    {
        await using var broker = await NatsServer.StartAsync(
            """
            accounts { A { jetstream: enabled, users: [ { user: admin, password: admin }, { user: hooks, password: right, permissions: { publish: [ "other" ] } } ] } }
            """);
        await using var scene = await QueueScene.StartAsync(
            $$"""
            "To": [ "backend", { "Nats": { "Url": "{{broker.Url}}", "Subject": "resource.created", "User": "hooks", "Password": "env:NATS" } } ],
            "Timeout": "00:00:01", "Retry": { "First": "00:00:00.2", "Longest": "00:00:01" }
            """,
            configuration => configuration.Environment["NATS"] = "right");

        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        await scene.SaysAsync("to nats failed (unauthorized");
        await Eventually.IsTrueAsync(
            () => Task.FromResult(scene.Log().Count(line => line.Contains("to nats failed (", StringComparison.Ordinal)) > 1), "a second attempt has failed");

        Assert.DoesNotContain(scene.Log(), line => line.Contains("failed (timeout", StringComparison.Ordinal));
        Assert.Empty(await broker.ReadAsync());
    }

    [Fact]
    public async Task A_value_that_is_not_allowed_says_nothing_of_a_server_that_is_away()
    {
        await using var broker = await NatsServer.StartAsync();
        await using var scene = await QueueScene.StartAsync(
            $$"""
            "To": [ {{broker.Destination}} ], "Timeout": "00:00:05", "Retry": { "First": "00:01:00", "Longest": "00:01:00" }, "Breaker": { "Failures": 1, "Pause": "00:00:00.5" }
            """,
            change: BrokerScene.AddType);
        await broker.StopAsync();
        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        await scene.SaysAsync("pause for");

        await scene.QueueAsync(BrokerScene.Event("evt_2", broker.DisallowedType));
        await scene.HasAsync(DeliveryState.Dead, 1);

        Assert.DoesNotContain(scene.Log(), line => line.Contains("go on.", StringComparison.Ordinal));
    }
}
