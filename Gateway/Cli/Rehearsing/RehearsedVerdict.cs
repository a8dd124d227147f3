using Gateway.Intake;
using Gateway.Outcomes;

namespace Gateway.Cli.Rehearsing;

/// <summary>How a kept request would end under one configuration.</summary>
/// <param name="Route">The route that would get it; empty for none.</param>
/// <param name="Outcome">The outcome's code, with what the route makes of it; or why it cannot be told.</param>
/// <param name="IsJudged">Whether it can be told.</param>
internal sealed record RehearsedVerdict(string Route, string Outcome, bool IsJudged)
{
    /// <summary>No route takes it.</summary>
    public static RehearsedVerdict Unmatched { get; } = new("", "no route", IsJudged: true);

    /// <param name="policy">The route's.</param>
    /// <param name="outcome">How it ends, or would.</param>
    /// <param name="isPassedOn">Whether a stage in <c>Monitor</c> lets it on all the same.</param>
    public static RehearsedVerdict Of(RoutePolicy policy, Outcome outcome, bool isPassedOn = false) => new(
        policy.Route,
        policy.Mode switch
        {
            VerificationMode.None => "open",
            VerificationMode.Monitor when outcome.Kind == OutcomeKind.Refusal => $"{outcome.Code} (passed on)",
            _ when isPassedOn => $"{outcome.Code} (passed on)",
            _ => outcome.Code,
        },
        IsJudged: true);

    public static RehearsedVerdict NotJudged(string route, string reason) => new(route, reason, IsJudged: false);
}
