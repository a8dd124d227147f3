namespace Gateway.JsonSchema.Patterns.Matching;

/// <summary>
/// Matches by trying one way after the other, as ECMA-262 describes it: for what an automaton cannot do. The work may grow beyond any
/// measure with the text, and is bounded by its steps.
/// </summary>
internal sealed class BacktrackingMatcher(PatternProgram program) : PatternMatcher
{
    public override bool IsMatch(ReadOnlySpan<byte> text, ref PatternFuel fuel)
    {
        var run = new BacktrackingRun(program, text, fuel);
        var isMatch = run.IsMatch();
        fuel = run.Fuel;
        run.Release();
        return isMatch;
    }
}
