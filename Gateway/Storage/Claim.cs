namespace Gateway.Storage;

/// <summary>A claim that was taken and has to be settled: completed on success, released on failure.</summary>
/// <param name="Key">The event.</param>
/// <param name="Owner">This attempt.</param>
/// <param name="TimeToLive">How long the event is remembered once delivered.</param>
/// <param name="Lease">How long the attempt may take.</param>
internal sealed record Claim(ClaimKey Key, ClaimOwner Owner, TimeSpan TimeToLive, TimeSpan Lease);
