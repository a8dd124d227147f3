using System.Text;
using Gateway.JsonSchema.Patterns;
using Gateway.JsonSchema.Patterns.Matching;

namespace Gateway.JsonSchema.Rules;

/// <summary>A compiled <c>pattern</c>. A match anywhere in the text counts, as the specification has it.</summary>
internal sealed class TextPattern(SimplePattern? simple, PatternMatcher matcher)
{
    public bool IsMatch(ref Evaluation e, int at)
    {
        ref readonly var token = ref e.View.Tokens[at];

        // Steps by the length of the text: a pattern for each of many names is work, too.
        if (!e.TrySpend(1 + (token.Length >> 3)))
        {
            return false;
        }

        return token.IsEscaped ? IsMatchEscaped(ref e, token.Raw(e.View.Json))
            : simple?.IsMatch(token.Raw(e.View.Json)) ?? e.IsMatch(matcher, token.Raw(e.View.Json));
    }

    /// <summary>Apart, for what takes memory on the stack costs every call.</summary>
    private bool IsMatchEscaped(ref Evaluation e, ReadOnlySpan<byte> raw)
    {
        using var scratch = new ByteScratch(stackalloc byte[ByteScratch.StackSize], raw.Length);
        return e.IsMatch(matcher, scratch.Span[..JsonText.Unescape(raw, scratch.Span)]);
    }

    /// <summary>For names that stand in the schema itself; null if it takes too many steps to tell.</summary>
    public bool? IsMatch(string text, int steps)
    {
        var fuel = new PatternFuel(steps, SharedScratch.Instance);
        var isMatch = matcher.IsMatch(Encoding.UTF8.GetBytes(text), ref fuel);
        return fuel.IsExceeded ? null : isMatch;
    }
}
