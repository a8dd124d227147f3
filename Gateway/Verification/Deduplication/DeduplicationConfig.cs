namespace Gateway.Verification.Deduplication;

/// <summary>The <c>Deduplication</c> section of a route as written: null means the file does not say.</summary>
internal sealed record DeduplicationConfig
{
    /// <summary>Where the event's id stands; a list is a composite key, all parts of which must be there. Required.</summary>
    public IReadOnlyList<string>? Key { get; init; }

    /// <summary>
    /// Accepts a key that the signature does not cover, as GitHub's <c>X-GitHub-Delivery</c>: whoever captures a webhook
    /// can send it again under another id. Default false: such a key is a problem.
    /// </summary>
    public bool? AllowUnsignedKey { get; init; }

    /// <summary>
    /// How long a delivered event is remembered. Default: the provider's retry horizon, at least 24 hours; 1 minute to
    /// 90 days.
    /// </summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>
    /// How long one attempt holds the event, and so how long the backend may take. Default 1 minute; 1 second to 1 hour.
    /// </summary>
    public TimeSpan? Lease { get; init; }

    /// <summary>
    /// Sqlite only: when an event is on the disk. Default <see cref="Durability.Behind"/>; <see cref="Durability.BeforeAnswer"/> with
    /// <c>Delivery:Mode</c> <c>Queue</c>, always.
    /// </summary>
    public Durability? Durability { get; init; }

    /// <summary>
    /// What becomes of a webhook while the store is not available, for deduplication and rate limits alike. Default
    /// <see cref="StoreFailure.Reject"/>.
    /// </summary>
    public StoreFailure? OnStoreFailure { get; init; }
}
