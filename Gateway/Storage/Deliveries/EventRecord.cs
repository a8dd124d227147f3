namespace Gateway.Storage.Deliveries;

/// <summary>An event, and what became of it at every destination.</summary>
/// <param name="Event">With its content.</param>
/// <param name="Deliveries">In the order of its destinations' names.</param>
internal sealed record EventRecord(StoredEvent Event, IReadOnlyList<DeliveryRecord> Deliveries);
