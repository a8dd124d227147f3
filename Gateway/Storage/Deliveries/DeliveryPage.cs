namespace Gateway.Storage.Deliveries;

/// <summary>One page of a list.</summary>
/// <param name="Deliveries">In order.</param>
/// <param name="Next">Where the next page begins; null behind the last.</param>
internal sealed record DeliveryPage(IReadOnlyList<DeliveryRecord> Deliveries, string? Next);
