using Gateway.JsonSchema.Patterns.Matching;

namespace Gateway.JsonSchema.Patterns;

/// <summary>Compiles regular expressions of ECMA-262, the language of <c>pattern</c> (Core section 6.4).</summary>
internal static class EcmaPattern
{
    /// <summary>Written out, a pattern of more characters is no automaton: each of its states could be a set of so many places.</summary>
    private const int LargestAutomaton = 500;

    /// <summary>The compiled pattern, or null and what is wrong with it.</summary>
    public static PatternMatcher? Compile(string pattern, out string problem)
    {
        var grammar = new EcmaGrammar(pattern, isLoose: true);
        if (!grammar.Read())
        {
            problem = $"{grammar.Problem} (at {grammar.At})";
            return null;
        }

        try
        {
            problem = "";
            var parser = new EcmaParser(pattern);
            var root = parser.Parse();
            if (!root.NeedsBacktracking && root.WrittenOut <= LargestAutomaton)
            {
                var program = new PatternCompiler(parser.Captures, forAutomaton: true, hasReferences: false).Compile(root);
                if (CharacterClasses.TryCreate(program.Sets) is { } classes)
                {
                    return new AutomatonMatcher(program, classes);
                }
            }

            return new BacktrackingMatcher(new PatternCompiler(parser.Captures, forAutomaton: false, root.HasReferences).Compile(root));
        }
        catch (FormatException wrong)
        {
            problem = wrong.Message;
            return null;
        }
    }
}
