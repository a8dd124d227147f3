namespace Gateway.Expectations;

/// <summary>How quiet a route is, of those that something is expected of.</summary>
/// <param name="Route">The route's name.</param>
/// <param name="Every">How long it is quiet at most; null where that is learned.</param>
/// <param name="LastVerified">When the last verified webhook came, to any replica; null for none that is known of.</param>
/// <param name="SilentSince">When it was found to be silent; null while it is not.</param>
/// <param name="LearnsUntil">Before then nothing is expected; null where nothing is learned, or enough.</param>
internal sealed record RouteSilence(
    string Route, TimeSpan? Every, DateTimeOffset? LastVerified, DateTimeOffset? SilentSince, DateTimeOffset? LearnsUntil)
{
    public bool IsSilent => SilentSince is not null;
}
