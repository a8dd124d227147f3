using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;
using Gateway.Tests.Support.Brokers;

namespace Gateway.Tests.EndToEnd;

/// <summary>A file without a cluster: what it receives goes to brokers alone.</summary>
public sealed class BrokersAloneTests
{
    [Fact]
    public async Task A_route_that_says_where_its_events_go_needs_no_cluster()
    {
        await using var broker = await NatsServer.StartAsync();
        await using var scene = await QueueScene.StartAsync(
            $"\"To\": [ {broker.Destination} ], {BrokerScene.Impatient}",
            change: root =>
            {
                BrokerScene.AddType(root);
                root["ReverseProxy"]!["Routes"]!["hooks"]!.AsObject().Remove("ClusterId");
                root["ReverseProxy"]!.AsObject().Remove("Clusters");
            });

        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        await broker.HasAsync(1);
        await scene.Gateway.ReloadAsync(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Order"] = 1);
        await scene.QueueAsync(BrokerScene.Event("evt_2"));

        Assert.Equal(["evt_1", "evt_2"], (await broker.HasAsync(2)).Select(message => message.EventId));
        await scene.HasAsync(DeliveryState.Delivered, 2);
    }
}
