using Gateway.Admin.Captures;

namespace Gateway.Cli.Rehearsing;

/// <summary>A kept request that would end otherwise.</summary>
/// <param name="Request">The request.</param>
/// <param name="Today">By today's configuration.</param>
/// <param name="Candidate">By the candidate.</param>
internal sealed record RehearsedChange(CaptureHead Request, RehearsedVerdict Today, RehearsedVerdict Candidate)
{
    /// <summary>What it is counted with.</summary>
    public string Kind => Today.Route == Candidate.Route
        ? $"{Shown(Today.Route)}: {Today.Outcome} -> {Candidate.Outcome}"
        : $"{Shown(Today.Route)}: {Today.Outcome} -> {Shown(Candidate.Route)}: {Candidate.Outcome}";

    private static string Shown(string route) => route.Length == 0 ? "-" : route;
}
