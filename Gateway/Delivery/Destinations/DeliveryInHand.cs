using Gateway.Storage.Deliveries;

namespace Gateway.Delivery.Destinations;

/// <summary>One delivery that this process has taken and not settled yet.</summary>
/// <param name="taken">As it was taken.</param>
/// <param name="askedAt">The clock's timestamp when the store was asked for it: its lease began later than that.</param>
internal sealed class DeliveryInHand(TakenDelivery taken, long askedAt)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TakenDelivery _taken = taken;

    public TakenDelivery Taken => Volatile.Read(ref _taken);

    public long AskedAt { get; } = askedAt;

    public Task Over => _over.Task;

    /// <summary>
    /// It was handed out to this process once more, for its lease had ended while the process was suspended or the store away. So
    /// this process still holds it, as the later take; unless it was redelivered meanwhile, which is not what is in hand.
    /// </summary>
    public void TakeAgain(TakenDelivery again)
    {
        lock (_gate)
        {
            if (again.QueuedAt == _taken.QueuedAt)
            {
                Volatile.Write(ref _taken, _taken with { Takes = again.Takes });
            }
        }
    }

    /// <summary>Its attempt is over.</summary>
    public void LetGoOfContent()
    {
        lock (_gate)
        {
            Volatile.Write(ref _taken, _taken.WithoutContent());
        }
    }

    public void End() => _over.SetResult();
}
