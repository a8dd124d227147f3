using Gateway.Verification.Values;

namespace Gateway.Verification.Deduplication;

/// <summary>The compiled <c>Deduplication</c> section.</summary>
internal sealed record DeduplicationPolicy(
    string Route, IValueSource[] Key, TimeSpan TimeToLive, TimeSpan Lease, StoreFailure OnStoreFailure);
