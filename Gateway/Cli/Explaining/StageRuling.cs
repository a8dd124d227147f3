using Gateway.Outcomes;

namespace Gateway.Cli.Explaining;

/// <summary>What one stage said of a request.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Result"><c>passed</c>, <c>refused</c>, <c>answered</c>, <c>not judged</c> or <c>not reached</c>.</param>
/// <param name="Detail">The outcome's code, or what a person wants to know beside it.</param>
internal sealed record StageRuling(StageName Stage, string Result, string Detail = "")
{
    public const string Passed = "passed";
    public const string Refused = "refused";
    public const string Answered = "answered";
    public const string NotJudged = "not judged";
    public const string NotReached = "not reached";
}
