using Gateway.Verification.Values;

namespace Gateway.Verification.Deduplication;

/// <summary>The compiled <c>Deduplication</c> section.</summary>
internal sealed record DeduplicationPolicy(
    string Route, IValueSource[] Key, TimeSpan TimeToLive, TimeSpan Lease, StoreFailure OnStoreFailure)
{
    /// <summary>What of a webhook is signed, where a value of the key is not; null where all of them are, and where nothing is.</summary>
    public SignedBinding? Binding { get; init; }

    /// <summary>
    /// The claim is taken where the webhook is accepted, in one transaction with it: between the two there must be no moment at
    /// which one is durable and the other is not.
    /// </summary>
    public bool IsClaimedOnAcceptance { get; init; }
}
