using Gateway.Expectations;

namespace Gateway.Admin.Traffic;

/// <summary>How quiet a route may be, and is.</summary>
/// <param name="EverySeconds">How long it is quiet at most; null where that is learned.</param>
/// <param name="SilentSince">When it was found to be silent; null while it is not.</param>
/// <param name="LearnsUntil">Before then nothing is expected; null where nothing is learned, or enough.</param>
internal sealed record SilenceView(double? EverySeconds, DateTimeOffset? SilentSince, DateTimeOffset? LearnsUntil)
{
    public static SilenceView Of(RouteSilence silence) => new(silence.Every?.TotalSeconds, silence.SilentSince, silence.LearnsUntil);
}
