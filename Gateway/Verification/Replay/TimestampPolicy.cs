using Gateway.Verification.Values;

namespace Gateway.Verification.Replay;

/// <summary>The compiled <c>Replay</c> section.</summary>
/// <param name="Source">Where the stamp stands.</param>
/// <param name="WrittenAs">The same, as configured.</param>
/// <param name="Format">How it is written.</param>
/// <param name="MaxAge">How old a webhook may be.</param>
/// <param name="MaxSkew">How far ahead the sender's clock may be; a bound of its own, or a captured request would live twice as long.</param>
internal sealed record TimestampPolicy(
    IValueSource Source, string WrittenAs, TimestampFormat Format, TimeSpan MaxAge, TimeSpan MaxSkew);
