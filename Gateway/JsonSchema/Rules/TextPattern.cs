using System.Text.RegularExpressions;

namespace Gateway.JsonSchema.Rules;

/// <summary>A compiled <c>pattern</c>. A match anywhere in the text counts, as the specification has it.</summary>
internal sealed class TextPattern(Regex regex)
{
    private readonly bool _isLinear = (regex.Options & RegexOptions.NonBacktracking) != RegexOptions.None;

    public bool IsMatch(ref Evaluation e, int at)
    {
        var text = e.Text(at);
        // A step for every bit of text: a pattern for each of many names is work, too.
        return e.TrySpend(1 + (text.Length >> 6))
            && (_isLinear ? regex.IsMatch(text) : e.IsMatchWithinTime(regex, text));
    }

    /// <summary>For names that stand in the schema itself.</summary>
    public bool IsMatch(string text)
    {
        try
        {
            return regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
