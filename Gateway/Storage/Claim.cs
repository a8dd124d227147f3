namespace Gateway.Storage;

/// <summary>A claim that was taken and has to be settled: completed on success, released on failure.</summary>
/// <param name="Store">Who took it, and settles it.</param>
/// <param name="Key">The event.</param>
/// <param name="Owner">This attempt.</param>
/// <param name="TimeToLive">How long the event is remembered once delivered.</param>
/// <param name="Lease">How long the attempt may take.</param>
/// <param name="AskedAt">
/// The clock's timestamp before the store was asked. The lease runs from here: the store may begin it as soon as it is
/// asked, and its answer may take a second.
/// </param>
internal sealed record Claim(IClaimStore Store, ClaimKey Key, ClaimOwner Owner, TimeSpan TimeToLive, TimeSpan Lease, long AskedAt)
{
    /// <summary>What is left of the lease, zero when it is over.</summary>
    public TimeSpan Remaining(TimeProvider clock)
    {
        var remaining = Lease - clock.GetElapsedTime(AskedAt);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }
}
