namespace Gateway.Storage;

/// <summary>
/// Budgets that every replica sharing the store draws from together. The algorithm is GCRA (a token bucket kept as one
/// timestamp): a full burst of Limit at once, then one permit every Period / Limit.
/// </summary>
internal interface IRateLimitStore
{
    /// <summary>Takes one permit for every charge, or none at all if any budget is used up.</summary>
    /// <param name="charges">All of one route; at least one.</param>
    /// <param name="cancellation">Gives up waiting for the answer.</param>
    /// <returns>Zero when every permit was taken; else how long until all budgets would have one.</returns>
    /// <exception cref="StoreUnavailableException">The store did not answer within its deadline.</exception>
    ValueTask<TimeSpan> TryTakeAsync(ReadOnlyMemory<RateLimitCharge> charges, CancellationToken cancellation);

    /// <summary>Gives back what <see cref="TryTakeAsync"/> took: a budget is never fuller for it than full.</summary>
    /// <param name="charges">The same.</param>
    /// <param name="cancellation">Gives up waiting for the answer.</param>
    /// <exception cref="StoreUnavailableException">The store did not answer; the permits come back with time.</exception>
    ValueTask GiveBackAsync(ReadOnlyMemory<RateLimitCharge> charges, CancellationToken cancellation) => ValueTask.CompletedTask;
}
