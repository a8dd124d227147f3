using System.Diagnostics;
using System.Net;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Faults;

/// <summary>More connections than the process may have descriptors for.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class DescriptorTests(ITestOutputHelper output)
{
    private const int Descriptors = 400;
    private const int Connections = 600;

    [Theory]
    [InlineData("Forward")]
    [InlineData("Queue")]
    public async Task They_make_room_for_a_sender_who_is_known_the_processor_rests_and_it_recovers_by_itself(string mode)
    {
        await using var upstream = await Upstream.StartAsync();
        using var configuration = new TestConfiguration(upstream.Url, mode == "Queue"
            ? QueueScene.Verification("")
            : $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id" } }""").WithSqlite();
        await using var gateway = await GatewayProcess.StartAsync(configuration, Descriptors);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(gateway, "evt_first"));
        Assert.Equal(HttpStatusCode.OK, await ReadyAsync(gateway));
        output.WriteLine($"{ProcessUsage.Of(gateway.Id).Descriptors} descriptors at rest");

        for (var round = 0; round < FaultOptions.Rounds; round++)
        {
            using var flood = new ConnectionFlood();
            await flood.OpenAsync(gateway.Url, Connections);

            // None of them has proved anything: a sender who has gets a place, and the gateway is ready.
            Assert.Equal(HttpStatusCode.OK, await SendAsync(gateway, $"evt_{round}_meanwhile"));
            Assert.Equal(HttpStatusCode.OK, await ReadyAsync(gateway));
            var before = ProcessUsage.Of(gateway.Id);
            var since = Stopwatch.StartNew();
            await Silence.LastsAsync(TimeSpan.FromSeconds(2), () => gateway.HasExited, "the process has ended");
            var used = ProcessUsage.Of(gateway.Id);
            output.WriteLine(
                $"{Connections} connections, {Descriptors} descriptors: {used.Descriptors} in use, "
                + $"{(used.Processor - before.Processor) / since.Elapsed:P0} of a processor");
            Assert.InRange((used.Processor - before.Processor) / since.Elapsed, 0, 0.4);
            Assert.InRange(used.Descriptors, 1, Descriptors - 20); // Some are left for backends, the store and the log.

            flood.Dispose();
            Assert.Equal(HttpStatusCode.OK, await SendAsync(gateway, $"evt_{round}"));
        }

        await QueueScene.ReceivedAsync(upstream, 1 + (2 * FaultOptions.Rounds));
        Assert.Equal(0, await gateway.TerminateAsync());
    }

    [Fact]
    public async Task One_address_that_takes_all_it_can_leaves_connections_to_the_others()
    {
        await using var upstream = await Upstream.StartAsync();
        using var configuration = new TestConfiguration(upstream.Url, $$"""{ {{SignedWebhook.Scheme}} }""");
        await using var gateway = await GatewayProcess.StartAsync(configuration, Descriptors);
        using var flood = new ConnectionFlood(addresses: 1);
        await flood.OpenAsync(gateway.Url, Connections);

        Assert.Equal(HttpStatusCode.OK, await SendAsync(gateway, "evt_1"));
        Assert.Equal(HttpStatusCode.OK, await ReadyAsync(gateway));
    }

    private static async Task<HttpStatusCode> SendAsync(GatewayProcess gateway, string id)
    {
        using var request = SignedWebhook.Event(id).Request();
        using var answer = await gateway.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> ReadyAsync(GatewayProcess gateway)
    {
        using var answer = await gateway.Client.GetAsync(new Uri(gateway.AdminUrl, "/readyz"));
        return answer.StatusCode;
    }
}
