namespace Gateway.Storage;

/// <summary>Whether the store can be used right now; readiness asks.</summary>
internal interface IStoreHealth
{
    /// <summary>The store's name as configured and as in the metrics: <c>sqlite</c>, <c>memory</c> or <c>redis</c>.</summary>
    string Name { get; }

    /// <summary>Asks the store and answers within its deadline. Never throws for a store that is down.</summary>
    ValueTask<bool> IsAvailableAsync(CancellationToken cancellation);
}
