using System.Text.RegularExpressions;

namespace Gateway.JsonSchema.Patterns;

/// <summary>
/// Compiles regular expressions of ECMA-262, the language of <c>pattern</c> (Core section 6.4), for .NET.
/// </summary>
internal static class EcmaPattern
{
    /// <summary>
    /// An automaton that counts make larger than by so many characters is not built: what single characters of a text
    /// then cost can be seconds, and it looks at the clock only every thousand of them.
    /// </summary>
    private const int LargestAddition = 32;

    /// <summary>The compiled pattern, or null and what is wrong with it.</summary>
    /// <param name="pattern">The pattern as it stands in the schema.</param>
    /// <param name="timeout">How long one match may take.</param>
    /// <param name="problem">What is wrong.</param>
    public static Regex? Compile(string pattern, TimeSpan timeout, out string problem)
    {
        var groups = new EcmaGroups();
        var grammar = new EcmaGrammar(pattern, isLoose: true, groups);
        if (!grammar.Read())
        {
            problem = $"{grammar.Problem} (at {grammar.At})";
            return null;
        }

        if (!groups.Resolve())
        {
            problem = "a reference asks for a group in a repetition that need not have matched in the same turn";
            return null;
        }

        try
        {
            var regex = Create(new EcmaTranslator(pattern, groups).Translate(), timeout);
            problem = regex is null ? "it takes too long to match even the empty text" : "";
            return regex;
        }
        catch (FormatException wrong)
        {
            problem = wrong.Message;
            return null;
        }
        catch (ArgumentException wrong) // from Regex, such as counts above 32 bits
        {
            problem = wrong.Message;
            return null;
        }
    }

    private static Regex? Create(string pattern, TimeSpan timeout)
    {
        if (PatternCounts.AddedBy(pattern) <= LargestAddition)
        {
            try
            {
                // Linear in the text, with a factor that the pattern sets; so the clock holds for it, too.
                return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, timeout);
            }
            catch (NotSupportedException)
            {
                // Look-around, a back-reference, or an automaton that is too large all the same.
            }
        }

        var regex = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.Compiled, timeout);
        return IsQuick(regex) || IsQuick(regex) ? regex : null; // the first time includes the compilation
    }

    /// <summary>Has the pattern compiled to machine code now, and not on the first payload's time.</summary>
    private static bool IsQuick(Regex regex)
    {
        try
        {
            _ = regex.IsMatch("");
            return true;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
