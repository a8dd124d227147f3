namespace Gateway.Cli.Checking;

/// <summary>One thing that is wrong, for programs.</summary>
/// <param name="Path">Its JSON path.</param>
/// <param name="Severity"><c>problem</c> or <c>warning</c>.</param>
/// <param name="Message">For people.</param>
internal sealed record CheckProblem(string Path, string Severity, string Message);
