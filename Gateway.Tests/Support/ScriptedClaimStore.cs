using Gateway.Storage;

namespace Gateway.Tests.Support;

/// <summary>A claim store that answers what the test says; without an answer it is not available.</summary>
internal sealed class ScriptedClaimStore(ClaimState? answer, Action? whenAsked = null) : IClaimStore
{
    public List<ClaimKey> Asked { get; } = [];

    public ValueTask<ClaimState> TryClaimAsync(ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation)
    {
        Asked.Add(key);
        whenAsked?.Invoke();
        return answer is { } state ? new(state) : throw new StoreUnavailableException("down");
    }

    public ValueTask CompleteAsync(ClaimKey key, TimeSpan timeToLive, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ReleaseAsync(ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation) =>
        ValueTask.CompletedTask;

    public ValueTask<bool> ForgetAsync(ClaimKey key, CancellationToken cancellation) => new(false);
}
