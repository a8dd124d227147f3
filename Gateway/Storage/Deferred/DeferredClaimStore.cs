namespace Gateway.Storage.Deferred;

/// <summary>Stands for claims in a store that is opened after the routes are compiled. Who asks before is a bug.</summary>
internal sealed class DeferredClaimStore : IClaimStore
{
    private IClaimStore? _store;

    private IClaimStore Store => _store ?? throw new InvalidOperationException("Claims are asked for before their store is open.");

    /// <summary>Once, before anything compiled with this is put in force.</summary>
    public void Connect(IClaimStore store) => _store = store;

    public ValueTask<ClaimState> TryClaimAsync(ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation) =>
        Store.TryClaimAsync(key, owner, lease, cancellation);

    public ValueTask CompleteAsync(ClaimKey key, TimeSpan timeToLive, CancellationToken cancellation) =>
        Store.CompleteAsync(key, timeToLive, cancellation);

    public ValueTask ReleaseAsync(ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation) =>
        Store.ReleaseAsync(key, owner, lease, cancellation);

    public ValueTask<bool> ForgetAsync(ClaimKey key, CancellationToken cancellation) => Store.ForgetAsync(key, cancellation);
}
