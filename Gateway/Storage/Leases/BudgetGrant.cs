namespace Gateway.Storage.Leases;

/// <summary>What came of an ask, for each budget in its order.</summary>
/// <param name="IsGranted">Whether every budget had the least.</param>
/// <param name="Permits">How many of each; of no meaning if nothing was granted.</param>
/// <param name="Waits">How long until each has the least, zero where it has; null if everything was granted.</param>
internal sealed record BudgetGrant(bool IsGranted, int[] Permits, TimeSpan[]? Waits);
