using System.Text;
using System.Text.RegularExpressions;
using Gateway.JsonSchema.Patterns;

namespace Gateway.JsonSchema.Rules;

/// <summary>A compiled <c>pattern</c>. A match anywhere in the text counts, as the specification has it.</summary>
internal sealed class TextPattern(SimplePattern? simple, Regex regex)
{
    public bool IsMatch(ref Evaluation e, int at)
    {
        ref readonly var token = ref e.View.Tokens[at];

        // Steps by the length of the text: a pattern for each of many names is work, too.
        if (!e.TrySpend(1 + (token.Length >> 3)))
        {
            return false;
        }

        if (simple is not null && !token.IsEscaped)
        {
            return simple.IsMatch(token.Raw(e.View.Json));
        }

        return e.IsMatchWithinTime(regex, e.Text(at));
    }

    /// <summary>For names that stand in the schema itself.</summary>
    /// <exception cref="RegexMatchTimeoutException">The pattern takes too long on that name.</exception>
    public bool IsMatch(string text) => simple?.IsMatch(Encoding.UTF8.GetBytes(text)) ?? regex.IsMatch(text);
}
