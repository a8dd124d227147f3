using System.Diagnostics;
using System.Globalization;
using Gateway.Reading;
using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;
using Gateway.Tests.Support.Brokers;
using Xunit.Abstractions;

namespace Gateway.Tests.EndToEnd;

/// <summary>Brokers of every kind that are away at once, for a few seconds or as many as <c>BROKER_AWAY_SECONDS</c> says. Prints its count.</summary>
public sealed class BrokerOutageTests(ITestOutputHelper output)
{
    private const int Events = 60;

    private static readonly TimeSpan Away =
        TimeSpan.FromSeconds(double.Parse(ProcessEnvironment.Variable("BROKER_AWAY_SECONDS") ?? "3", CultureInfo.InvariantCulture));

    [Fact]
    public async Task Brokers_that_are_away_get_everything_once_they_are_back_and_the_backend_does_not_wait_for_them()
    {
        var brokers = new List<(string Kind, IBrokerServer Server)>();
        try
        {
            foreach (var kind in BrokerServers.Kinds)
            {
                brokers.Add((kind, await BrokerServers.StartAsync(kind)));
            }

            await using var scene = await BrokerScene.StartAsync([.. brokers.Select(broker => broker.Server.Destination)]);
            await Task.WhenAll(brokers.Select(broker => broker.Server.StopAsync()));
            var away = Stopwatch.StartNew();
            for (var i = 0; i < Events; i++)
            {
                await scene.QueueAsync(BrokerScene.Event($"evt_{i:D3}"));
                await QueueScene.ReceivedAsync(scene.BackendUpstream, i + 1);
                await Pause.ForAsync(Away / Events);
            }

            Assert.Equal(brokers.Count * Events, (await scene.ListAsync(DeliveryState.Waiting)).Count);
            await Task.WhenAll(brokers.Select(broker => broker.Server.RestartAsync()));
            output.WriteLine($"away for {away.Elapsed.TotalSeconds:N0} s");
            await scene.HasAsync(DeliveryState.Delivered, (brokers.Count + 1) * Events);
            foreach (var (kind, server) in brokers)
            {
                var ids = (await server.ReadAsync()).Select(message => message.EventId).ToList();
                var there = ids.Distinct(StringComparer.Ordinal).Count();
                output.WriteLine($"{kind}: accepted {Events}, in the broker {there}, repeated {ids.Count - there}, lost {Events - there}");
                Assert.Equal(Events, there);
            }
        }
        finally
        {
            foreach (var (_, server) in brokers)
            {
                await server.DisposeAsync();
            }
        }
    }
}
