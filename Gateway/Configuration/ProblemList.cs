namespace Gateway.Configuration;

/// <summary>Collects what is wrong, so that everything is reported at once.</summary>
internal sealed class ProblemList
{
    private readonly List<ConfigurationProblem> _problems = [];

    public int Count => _problems.Count;

    public IReadOnlyList<ConfigurationProblem> All => _problems;

    public void Add(string path, string message)
    {
        // A preset of one's own is read by every route that names it: what is wrong with it is said once.
        var problem = new ConfigurationProblem(path, message);
        if (!_problems.Contains(problem))
        {
            _problems.Add(problem);
        }
    }

    public void Add(ConfigurationNode node, string message) =>
        Add(node.Path, node.Origin is null ? message : $"{message} (The value comes from {node.Origin}.)");
}
