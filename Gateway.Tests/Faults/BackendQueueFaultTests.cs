using System.Net;
using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Faults;

/// <summary>A backend that breaks off at each kind of place in its answer to a queued delivery: it is sent again, until it has arrived.</summary>
public sealed class BackendQueueFaultTests
{
    [Theory]
    [MemberData(nameof(BackendFaults.Names), MemberType = typeof(BackendFaults))]
    public async Task A_queue_sends_it_until_an_answer_says_that_it_has_arrived(string name)
    {
        var (fault, _, attempts) = BackendFaults.All[name];
        await using var backend = new FaultyBackend();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(backend.Url, QueueScene.Verification(
            $$""" "Timeout": "{{BackendFaults.PatienceWith(fault)}}", "Retry": { "First": "00:00:00.1", "Longest": "00:00:00.1" } """)));
        backend.FailNext(fault);

        using (var request = BackendFaults.Large("evt_1").Request())
        {
            Assert.Equal((HttpStatusCode.OK, """{"status":"queued"}"""), await gateway.SendAsync(request));
        }

        var archive = gateway.Services.GetRequiredService<IDeliveryArchive>();
        await Eventually.IsTrueAsync(
            async () => (await archive.ListAsync(new DeliveryFilter { State = DeliveryState.Delivered }, null, 10, default)).Deliveries.Count == 1,
            "it is delivered");
        Assert.Equal(attempts, backend.Received.Count);
        await gateway.HoldsNothingAsync();
    }
}
