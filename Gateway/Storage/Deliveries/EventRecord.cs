namespace Gateway.Storage.Deliveries;

/// <summary>An event, and what became of it at every destination.</summary>
/// <param name="Event">With its content, if that is no longer than <see cref="TakenDelivery.MostContent"/>.</param>
/// <param name="Deliveries">In the order of its destinations' names.</param>
internal sealed record EventRecord(StoredEvent Event, IReadOnlyList<DeliveryRecord> Deliveries)
{
    /// <summary>Of the event, whether it has come along or not.</summary>
    public int ContentLength { get; init; } = Event.Content.Length;
}
