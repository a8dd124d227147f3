using Gateway.Storage;

namespace Gateway.Tests.Support;

/// <summary>A claim store that takes completions of some events only, as a cluster does while one of its nodes is away.</summary>
internal sealed class PartlyAwayClaimStore : IClaimStore
{
    private int _asked;

    /// <summary>Whether the event is kept where nobody answers.</summary>
    public Func<ClaimKey, bool> IsAway { get; set; } = _ => true;

    /// <summary>How many completions it was asked for.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public ValueTask<ClaimState> TryClaimAsync(ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation) =>
        new(ClaimState.Claimed);

    public ValueTask CompleteAsync(ClaimKey key, TimeSpan timeToLive, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _asked);
        return IsAway(key) ? throw new StoreUnavailableException("down") : ValueTask.CompletedTask;
    }

    public ValueTask ReleaseAsync(ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation) =>
        ValueTask.CompletedTask;

    public ValueTask<bool> ForgetAsync(ClaimKey key, CancellationToken cancellation) => new(false);
}
