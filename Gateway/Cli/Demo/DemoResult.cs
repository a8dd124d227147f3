namespace Gateway.Cli.Demo;

/// <summary>What became of one case.</summary>
/// <param name="Case">What was sent.</param>
/// <param name="Statuses">The gateway's answers, in the order of sending; 0 for none.</param>
/// <param name="Outcomes">What the gateway recorded.</param>
/// <param name="Arrivals">How many reached the backend.</param>
/// <param name="BytesAreSame">The backend received exactly the bytes that were sent.</param>
internal sealed record DemoResult(
    DemoCase Case, IReadOnlyList<int> Statuses, IReadOnlyList<string> Outcomes, int Arrivals, bool BytesAreSame)
{
    public bool IsAsExpected =>
        BytesAreSame
        && Arrivals == Case.ExpectedArrivals
        && Same(Statuses, Case.ExpectedStatuses)
        && Same(Outcomes, Case.Expected.Select(outcome => outcome.Code));

    /// <summary>Of sendings at the same moment it cannot be said which is the first.</summary>
    private bool Same<T>(IEnumerable<T> seen, IEnumerable<T> expected) =>
        Case.AtOnce ? seen.Order().SequenceEqual(expected.Order()) : seen.SequenceEqual(expected);
}
