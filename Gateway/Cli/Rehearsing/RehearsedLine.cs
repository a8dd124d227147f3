namespace Gateway.Cli.Rehearsing;

/// <summary>A kept request that would end otherwise, for programs.</summary>
/// <param name="Id">Of what is kept.</param>
/// <param name="RequestId">As in the log.</param>
/// <param name="ReceivedAt">When it was received.</param>
/// <param name="Route">Today's; empty for none.</param>
/// <param name="Today">How it ends today.</param>
/// <param name="CandidateRoute">The candidate's; empty for none.</param>
/// <param name="Candidate">How it would end.</param>
internal sealed record RehearsedLine(
    Guid Id, string RequestId, DateTimeOffset ReceivedAt, string Route, string Today, string CandidateRoute, string Candidate);
