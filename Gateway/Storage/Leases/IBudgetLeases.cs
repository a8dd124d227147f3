namespace Gateway.Storage.Leases;

/// <summary>
/// Budgets that processes share and draw on for more than one webhook at a time. The algorithm is that of
/// <see cref="IRateLimitStore"/>: what is granted is taken, whether it is used or not.
/// </summary>
internal interface IBudgetLeases
{
    /// <summary>Grants of every budget between the least and the most, or of none.</summary>
    /// <param name="asks">All of one route, each budget once; at least one.</param>
    /// <param name="cancellation">Gives up waiting for the answer.</param>
    /// <exception cref="StoreUnavailableException">The store did not answer within its deadline.</exception>
    ValueTask<BudgetGrant> TryLeaseAsync(ReadOnlyMemory<BudgetAsk> asks, CancellationToken cancellation);

    /// <summary>Gives permits back: <see cref="BudgetAsk.Most"/> of each.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer; the permits come back with time.</exception>
    ValueTask ReturnAsync(ReadOnlyMemory<BudgetAsk> asks, CancellationToken cancellation);
}
