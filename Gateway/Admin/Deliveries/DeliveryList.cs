namespace Gateway.Admin.Deliveries;

/// <summary>One page of deliveries.</summary>
/// <param name="Deliveries">In order.</param>
/// <param name="Next">To be given as <c>after</c> for the next page; null behind the last.</param>
internal sealed record DeliveryList(IReadOnlyList<DeliveryView> Deliveries, string? Next);
