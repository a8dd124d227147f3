using Gateway.JsonSchema;

namespace Gateway.Verification.Schema;

/// <summary>What is wrong with a schema, in sentences that begin with what is wrong, and what is odd about it.</summary>
internal sealed class SchemaFindings
{
    private readonly List<string> _problems = [];
    private readonly List<string> _warnings = [];

    /// <summary>Those that keep it from being used.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public IReadOnlyList<string> Warnings => _warnings;

    public void Add(string problem) => _problems.Add(problem);

    public void Add(string place, IEnumerable<SchemaProblem> found)
    {
        foreach (var problem in found)
        {
            var list = problem.IsWarning ? _warnings : _problems;
            list.Add($"the schema '{place}' {(problem.IsWarning ? "may not do what it should" : "is wrong")} at '{problem.Location}': {problem.Text}");
        }
    }
}
