using Gateway.Storage;
using Gateway.Storage.Deliveries;

namespace Gateway.Delivery.Destinations;

internal sealed partial class DestinationWorker
{
    /// <summary>
    /// How long a delivery stays with a process that vanishes: with the second until another one looks, and the store's answers,
    /// less than ten.
    /// </summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(6);

    /// <summary>Two renewals may fail before a third is too late.</summary>
    private static readonly TimeSpan BetweenRenewals = TimeSpan.FromSeconds(1.5);

    /// <summary>Most attempts are over before.</summary>
    private static readonly TimeSpan UnrenewedAtFirst = TimeSpan.FromSeconds(1);

    /// <summary>Keeps what is in hand, for as long as that takes: one question for all of it.</summary>
    private async Task KeepLeasesAsync(CancellationToken over)
    {
        using var timer = new PeriodicTimer(BetweenRenewals, services.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(over))
            {
                await RenewSafelyAsync();
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
        }
    }

    /// <summary>A bug must not end the keeping: the next round renews what is still held.</summary>
    private async Task RenewSafelyAsync()
    {
        try
        {
            await RenewAsync();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            LogTakeFailed(_queue.Route, _queue.Destination, exception);
        }
    }

    /// <summary>
    /// No attempt is ended because this fails: it is under way, and what it brings counts as long as nobody else has taken the
    /// delivery, and that it was delivered counts in any case.
    /// </summary>
    private async Task RenewAsync()
    {
        List<TakenDelivery> held = [];
        foreach (var (_, delivery) in _inHand)
        {
            if (services.Clock.GetElapsedTime(delivery.AskedAt) >= UnrenewedAtFirst)
            {
                held.Add(delivery.Taken);
            }
        }

        if (held.Count == 0)
        {
            return;
        }

        try
        {
            await services.Queue.RenewAsync(_queue, held, Lease, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            // Counted and logged by the store; asked again in a moment.
        }
#pragma warning disable CA1031 // Do not catch general exception types: a bug must not end the queue.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogTakeFailed(_queue.Route, _queue.Destination, exception);
        }
    }
}
