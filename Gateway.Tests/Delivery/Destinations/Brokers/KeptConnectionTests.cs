using Gateway.Delivery.Attempts;
using Gateway.Delivery.Destinations.Brokers;
using Gateway.Tests.Support;

namespace Gateway.Tests.Delivery.Destinations.Brokers;

public sealed class KeptConnectionTests
{
    [Fact]
    public async Task A_broker_that_ends_each_connection_at_once_is_asked_for_the_next_after_a_pause()
    {
        var opened = 0;
        await using (new KeptConnection<LostClient>(OpenAsync, _ => new BrokerFailure(AttemptResult.Unreachable, ""), TimeProvider.System))
        {
            await Pause.ForAsync(TimeSpan.FromMilliseconds(500));
        }

        Assert.InRange(opened, 1, 5); // At 0, 100 and 300 ms.

        Task<LostClient> OpenAsync(CancellationToken cancellation)
        {
            opened++;
            return Task.FromResult(new LostClient());
        }
    }

    private sealed class LostClient : IBrokerClient
    {
        public CancellationToken Lost => new(canceled: true);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
