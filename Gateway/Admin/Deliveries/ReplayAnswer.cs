namespace Gateway.Admin.Deliveries;

/// <summary>What has been replayed, or would be.</summary>
/// <param name="Deliveries">As they were before.</param>
/// <param name="Next">There may be more: to be given as <c>after</c>. Null behind the last.</param>
internal sealed record ReplayAnswer(IReadOnlyList<DeliveryView> Deliveries, string? Next);
