using System.Text;
using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;
using Gateway.Tests.Support.Brokers;

namespace Gateway.Tests.Delivery.Destinations.Kafka;

/// <summary>What only Kafka says, by librdkafka's mock cluster.</summary>
public sealed class KafkaDestinationTests
{
    [Fact]
    public async Task What_is_larger_than_the_topic_takes_is_a_dead_letter()
    {
        await using var broker = await KafkaServer.StartAsync();
        await using var scene = await QueueScene.StartAsync(
            $$"""
            "To": [ "backend", { "Kafka": { "Brokers": "{{broker.Brokers}}", "Topic": "{type}", "MaxBytes": 2000 } } ], {{BrokerScene.Impatient}}
            """,
            change: root =>
            {
                BrokerScene.AddType(root);
                root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Body"] = new System.Text.Json.Nodes.JsonObject { ["MaxBytes"] = 2000 };
            });

        await scene.QueueAsync(BrokerScene.Event("evt_1", more: $",\"text\":\"{new string('x', 1900)}\"")); // Less than 2,000 bytes, and with its headers more.
        await scene.HasAsync(DeliveryState.Dead, 1);
        await scene.QueueAsync(BrokerScene.Event("evt_2"));

        Assert.Equal("message_too_large", Assert.Single(await scene.ListAsync(DeliveryState.Dead)).Reason);
        Assert.Equal("evt_2", Assert.Single(await broker.HasAsync(1)).EventId);
    }

    [Fact]
    public async Task Records_with_the_same_key_keep_the_order_of_their_events()
    {
        await using var broker = await KafkaServer.StartAsync();
        await using var scene = await QueueScene.StartAsync(
            $$"""
            "To": [ { "Kafka": { "Brokers": "{{broker.Brokers}}", "Topic": "{type}", "Key": "{body:/customer}" } } ], "OrderBy": "body:/customer", {{BrokerScene.Impatient}}
            """,
            change: BrokerScene.AddType);

        for (var i = 0; i < 30; i++)
        {
            await scene.QueueAsync(BrokerScene.Event($"evt_{i:D2}", more: $",\"customer\":\"{i % 3}\""));
        }

        var messages = await broker.HasAsync(30);
        foreach (var customer in messages.GroupBy(message => Encoding.UTF8.GetString(message.Body).Split("customer\":\"")[1]))
        {
            Assert.Equal(customer.Select(message => message.EventId).Order(StringComparer.Ordinal), customer.Select(message => message.EventId));
        }

        Assert.Equal(30, messages.Count);
    }
}
