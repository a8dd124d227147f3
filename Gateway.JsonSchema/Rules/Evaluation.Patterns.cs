using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Gateway.JsonSchema.Rules;

// Patterns share one allowance of time: how long a match takes is not to be told from pattern and text beforehand.
internal ref partial struct Evaluation
{
    private TimeSpan _patternTime;

    /// <summary>Whether a text matches a pattern.</summary>
    public bool IsMatchWithinTime(Regex pattern, ReadOnlySpan<char> text)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return Exceed();
        }
        finally
        {
            _patternTime -= Stopwatch.GetElapsedTime(start);
            if (_patternTime < TimeSpan.Zero)
            {
                Exceed();
            }
        }
    }
}
