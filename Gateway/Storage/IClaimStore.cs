namespace Gateway.Storage;

/// <summary>
/// Two-phase claims on events: in flight, then processed or released. Atomic across every replica that shares the
/// store.
/// </summary>
/// <remarks>
/// Every method answers within the store's own deadline; when it cannot, it throws
/// <see cref="StoreUnavailableException"/> and what the caller does then is the route's decision.
/// </remarks>
internal interface IClaimStore
{
    /// <summary>
    /// Takes the event for <paramref name="owner"/> if nobody has it: at most one attempt at a time is answered
    /// <see cref="ClaimState.Claimed"/>.
    /// </summary>
    /// <param name="key">The event.</param>
    /// <param name="owner">This attempt; needed to release the claim.</param>
    /// <param name="lease">How long the claim holds if neither completed nor released (the process was killed).</param>
    /// <param name="cancellation">Gives up waiting for the answer.</param>
    /// <exception cref="StoreUnavailableException">The store did not answer; nothing is left claimed.</exception>
    ValueTask<ClaimState> TryClaimAsync(
        ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation);

    /// <summary>
    /// Records that the event was delivered, for <paramref name="timeToLive"/>. Unconditional: whoever holds the claim
    /// by now, the backend has processed the event.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store did not answer; the claim may end with its lease.</exception>
    ValueTask CompleteAsync(ClaimKey key, TimeSpan timeToLive, CancellationToken cancellation);

    /// <summary>
    /// Gives the event back, so that the provider's next retry is forwarded. Does nothing if <paramref name="owner"/>
    /// no longer holds it.
    /// </summary>
    /// <param name="key">The event.</param>
    /// <param name="owner">The attempt that is over.</param>
    /// <param name="lease">With which it was claimed: for no longer than that is there something to release.</param>
    /// <param name="cancellation">Gives up waiting for the answer.</param>
    /// <exception cref="StoreUnavailableException">The store did not answer; the claim ends with its lease.</exception>
    ValueTask ReleaseAsync(ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation);

    /// <summary>
    /// Forgets the event, in flight or processed, as an operator wants it: its next copy is forwarded. Returns whether it was known.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store did not answer; the event may be forgotten or not.</exception>
    ValueTask<bool> ForgetAsync(ClaimKey key, CancellationToken cancellation);
}
