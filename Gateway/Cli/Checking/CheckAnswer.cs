namespace Gateway.Cli.Checking;

/// <summary>What came of a check, for programs.</summary>
/// <param name="File">The configuration file.</param>
/// <param name="IsGood">Whether it may be put in force.</param>
/// <param name="Routes">How many routes it has that have no problem.</param>
/// <param name="Problems">Problems and warnings.</param>
internal sealed record CheckAnswer(string File, bool IsGood, int Routes, IReadOnlyList<CheckProblem> Problems);
