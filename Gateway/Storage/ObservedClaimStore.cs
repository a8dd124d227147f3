namespace Gateway.Storage;

/// <summary>A claim store that is watched.</summary>
internal sealed class ObservedClaimStore(IClaimStore store, StoreObserver observer) : IClaimStore
{
    public ValueTask<ClaimState> TryClaimAsync(
        ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation) => observer.AskAsync(
        "claim",
        (store, key, owner, lease, cancellation),
        static ask => ask.store.TryClaimAsync(ask.key, ask.owner, ask.lease, ask.cancellation));

    public ValueTask CompleteAsync(ClaimKey key, TimeSpan timeToLive, CancellationToken cancellation) => observer.AskAsync(
        "complete",
        (store, key, timeToLive, cancellation),
        static ask => ask.store.CompleteAsync(ask.key, ask.timeToLive, ask.cancellation));

    public ValueTask ReleaseAsync(ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation) => observer.AskAsync(
        "release",
        (store, key, owner, lease, cancellation),
        static ask => ask.store.ReleaseAsync(ask.key, ask.owner, ask.lease, ask.cancellation));

    public ValueTask<bool> ForgetAsync(ClaimKey key, CancellationToken cancellation) => observer.AskAsync(
        "forget",
        (store, key, cancellation),
        static ask => ask.store.ForgetAsync(ask.key, ask.cancellation));
}
