using System.Text.RegularExpressions;

namespace Gateway.JsonSchema.Patterns;

/// <summary>
/// Compiles regular expressions of ECMA-262, the language of <c>pattern</c> (Core section 6.4), for .NET.
/// </summary>
internal static class EcmaPattern
{
    /// <summary>The compiled pattern, or null and what is wrong with it.</summary>
    /// <param name="pattern">The pattern as it stands in the schema.</param>
    /// <param name="timeout">How long one match may take if it has to be looked for by backtracking.</param>
    /// <param name="problem">What is wrong.</param>
    public static Regex? Compile(string pattern, TimeSpan timeout, out string problem)
    {
        try
        {
            var translation = new EcmaTranslator(pattern);
            var translated = translation.Translate();
            var options = RegexOptions.CultureInvariant;
            if (!translation.HasReferences)
            {
                options |= RegexOptions.ExplicitCapture; // nobody asks what a group has matched
            }

            problem = "";
            return Create(translated, options, timeout);
        }
        catch (FormatException wrong)
        {
            problem = wrong.Message;
            return null;
        }
        catch (ArgumentException wrong) // from Regex: what slipped through the translation
        {
            problem = wrong.Message;
            return null;
        }
    }

    private static Regex Create(string pattern, RegexOptions options, TimeSpan timeout)
    {
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, Regex.InfiniteMatchTimeout);
        }
        catch (NotSupportedException)
        {
            // Look-around, a back-reference, or counts so large that the automaton would be: bounded by time instead.
            var regex = new Regex(pattern, options | RegexOptions.Compiled, timeout);
            _ = regex.IsMatch(""); // compiled to machine code now, not on the first payload's time
            return regex;
        }
    }
}
