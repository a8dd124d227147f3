namespace Gateway.Admin.Deliveries;

/// <summary>What has been redelivered, or would be.</summary>
/// <param name="Deliveries">As they were before.</param>
/// <param name="Next">There may be more: to be given as <c>after</c>. Null behind the last.</param>
/// <param name="Until">
/// To be given with it as <c>until</c>, so that what is received meanwhile is not redelivered; null where an id was named.
/// </param>
internal sealed record RedeliveryAnswer(IReadOnlyList<DeliveryView> Deliveries, string? Next, string? Until);
