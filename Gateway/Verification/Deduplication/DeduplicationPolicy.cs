using Gateway.Verification.Values;

namespace Gateway.Verification.Deduplication;

/// <summary>The compiled <c>Deduplication</c> section.</summary>
internal sealed record DeduplicationPolicy(
    string Route, IValueSource[] Key, TimeSpan TimeToLive, TimeSpan Lease, StoreFailure OnStoreFailure)
{
    /// <summary>
    /// The claim is taken where the webhook is accepted, in one transaction with it: between the two there must be no moment at
    /// which one is durable and the other is not.
    /// </summary>
    public bool IsClaimedOnAcceptance { get; init; }
}
