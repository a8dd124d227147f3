namespace Gateway.Storage.Deliveries;

/// <summary>A store of deliveries that is watched.</summary>
internal sealed class ObservedDeliveryQueue(IDeliveryQueue queue, StoreObserver observer) : IDeliveryQueue
{
    public async ValueTask<AcceptState> AcceptAsync(Acceptance acceptance, CancellationToken cancellation)
    {
        const string operation = "accept";
        var started = observer.Start();
        try
        {
            var state = await queue.AcceptAsync(acceptance, cancellation);
            observer.Answered(operation, started);
            return state;
        }
        catch (StoreUnavailableException exception)
        {
            observer.Failed(operation, started, exception);
            throw;
        }
    }

    public async ValueTask<IReadOnlyList<TakenDelivery>> TakeAsync(
        QueueName name, int atMost, TimeSpan lease, CancellationToken cancellation)
    {
        const string operation = "take_deliveries";
        var started = observer.Start();
        try
        {
            var taken = await queue.TakeAsync(name, atMost, lease, cancellation);
            observer.Answered(operation, started);
            return taken;
        }
        catch (StoreUnavailableException exception)
        {
            observer.Failed(operation, started, exception);
            throw;
        }
    }

    public async ValueTask SettleAsync(DeliverySettlement settlement, CancellationToken cancellation)
    {
        const string operation = "settle";
        var started = observer.Start();
        try
        {
            await queue.SettleAsync(settlement, cancellation);
            observer.Answered(operation, started);
        }
        catch (StoreUnavailableException exception)
        {
            observer.Failed(operation, started, exception);
            throw;
        }
    }

    public async ValueTask<IReadOnlyList<QueueStatus>> StatusAsync(CancellationToken cancellation)
    {
        const string operation = "status";
        var started = observer.Start();
        try
        {
            var status = await queue.StatusAsync(cancellation);
            observer.Answered(operation, started);
            return status;
        }
        catch (StoreUnavailableException exception)
        {
            observer.Failed(operation, started, exception);
            throw;
        }
    }
}
