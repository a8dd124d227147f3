using Gateway.Storage.Captures;

namespace Gateway.Admin.Captures;

/// <summary>What has become of a kept request since.</summary>
/// <param name="State"><c>kept</c>, <c>passed_on</c> when it was received, <c>releasing</c> or <c>released</c>.</param>
/// <param name="At">Of one that is being released, when that counts as broken off; else when it was last tried. Null for never.</param>
/// <param name="Outcome">How that ended; empty for nothing.</param>
/// <param name="StatusCode">What was answered; 0 for nothing.</param>
internal sealed record ReleaseStateView(string State, DateTimeOffset? At, string Outcome, int StatusCode)
{
    public static ReleaseStateView Of(ReleaseMark mark) => new(NameOf(mark.State), mark.Instant, mark.Outcome, mark.StatusCode);

    private static string NameOf(ReleaseState state) => state switch
    {
        ReleaseState.Kept => "kept",
        ReleaseState.PassedOn => "passed_on",
        ReleaseState.Releasing => "releasing",
        _ => "released",
    };
}
