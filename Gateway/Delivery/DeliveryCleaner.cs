using Gateway.Storage.Deliveries;

namespace Gateway.Delivery;

/// <summary>Removes what is over and has been kept long enough: a few at a time, so that nothing else waits for it.</summary>
internal sealed class DeliveryCleaner(IDeliveryArchive archive)
{
    private const int RemovedAtOnce = 200;

    /// <summary>In a round. A queue with more has the rest removed by the next.</summary>
    private const int MostRounds = 50;

    /// <summary>Of queues that are not configured any more.</summary>
    private static readonly TimeSpan OrphansAge = TimeSpan.FromDays(30);
    private const long OrphansBytes = 1024L * 1024 * 1024;

    /// <param name="queues">Those that hold anything.</param>
    /// <param name="inForce">Whose retention is configured.</param>
    /// <param name="closing">Leaves the rest.</param>
    public async Task CleanAsync(
        IReadOnlyList<QueueStatus> queues, IReadOnlyList<DeliveryPolicy> inForce, CancellationToken closing)
    {
        var policies = inForce.SelectMany(delivery => delivery.Destinations).ToDictionary(destination => destination.Queue);
        foreach (var status in queues)
        {
            var policy = policies.GetValueOrDefault(status.Queue);
            if (status.Dead > 0)
            {
                await RemoveAsync(policy?.DeadLetter ?? Orphans(status.Queue, DeliveryState.Dead), closing);
            }

            if (status.Delivered > 0)
            {
                await RemoveAsync(policy?.Delivered ?? Orphans(status.Queue, DeliveryState.Delivered), closing);
            }
        }
    }

    /// <summary>
    /// What is delivered makes room for what is new, before its time, the oldest first. Dead letters stay: they are what nobody
    /// else has. Where a queue is full by its own bound, room in the store is of no use.
    /// </summary>
    /// <param name="queues">Those that hold anything.</param>
    /// <param name="inForce">Whose bounds are configured.</param>
    public async Task MakeRoomAsync(IReadOnlyList<QueueStatus> queues, IReadOnlyList<DeliveryPolicy> inForce)
    {
        var open = queues.ToDictionary(status => status.Queue, status => status.Open);
        if (inForce.Any(policy => policy.Destinations.Any(
                destination => open.GetValueOrDefault(destination.Queue) >= policy.MaxOpen)))
        {
            return;
        }

        foreach (var status in queues.Where(status => status.Delivered > 0))
        {
            var some = (int)Math.Min(MostRounds * RemovedAtOnce, Math.Max(RemovedAtOnce, status.Delivered / 4));
            await archive.RemoveAsync(
                new Retention(status.Queue, DeliveryState.Delivered, OrphansAge, Bytes: 0), some, CancellationToken.None);
        }
    }

    private static Retention Orphans(QueueName queue, DeliveryState state) => new(queue, state, OrphansAge, OrphansBytes);

    private async Task RemoveAsync(Retention retention, CancellationToken closing)
    {
        for (var round = 0; round < MostRounds && !closing.IsCancellationRequested; round++)
        {
            if (await archive.RemoveAsync(retention, RemovedAtOnce, CancellationToken.None) < RemovedAtOnce)
            {
                return;
            }
        }
    }
}
