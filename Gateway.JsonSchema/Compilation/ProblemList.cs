namespace Gateway.JsonSchema.Compilation;

/// <summary>The problems of one compilation, each said once however many ways lead to it.</summary>
internal sealed class ProblemList(ICollection<SchemaProblem> problems)
{
    private readonly HashSet<SchemaProblem> _known = [];

    public int Count => _known.Count;

    public void Add(string location, string message)
    {
        var problem = new SchemaProblem(location, message);
        if (_known.Add(problem))
        {
            problems.Add(problem);
        }
    }
}
