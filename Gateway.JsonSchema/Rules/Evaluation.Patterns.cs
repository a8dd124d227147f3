using Gateway.JsonSchema.Patterns.Matching;

namespace Gateway.JsonSchema.Rules;

// Patterns share one allowance of steps of their own, which are smaller than those of schemas.
internal ref partial struct Evaluation
{
    private PatternFuel _fuel;

    /// <summary>Whether a text matches a pattern.</summary>
    public bool IsMatch(PatternMatcher pattern, scoped ReadOnlySpan<byte> text)
    {
        var isMatch = pattern.IsMatch(text, ref _fuel);
        return _fuel.IsExceeded ? Exceed() : isMatch;
    }
}
