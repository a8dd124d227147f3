namespace Gateway.Reading;

/// <summary>Collects what is wrong, so that everything is reported at once.</summary>
internal sealed class ProblemList
{
    private readonly List<ConfigurationProblem> _problems = [];
    private readonly HashSet<string> _malformed = new(StringComparer.Ordinal);

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

    /// <summary>Reports a value; not one that is malformed, which has been said and is no longer there to judge.</summary>
    public void Add(ConfigurationNode node, string message)
    {
        if (!IsInMalformed(node.Path))
        {
            Add(node.Path, WithOrigin(node, message));
        }
    }

    /// <summary>Reports a value that cannot be read, and so keeps it from being called missing, it and all below it.</summary>
    public void AddMalformed(ConfigurationNode node, string message)
    {
        _malformed.Add(node.Path);
        Add(node.Path, WithOrigin(node, message));
    }

    private bool IsInMalformed(string path) =>
        _malformed.Contains(path)
        || _malformed.Any(above =>
            path.Length > above.Length && path[above.Length] is ('.' or '[') && path.StartsWith(above, StringComparison.Ordinal));

    private static string WithOrigin(ConfigurationNode node, string message) =>
        node.Origin is null ? message : $"{message} (The value comes from {node.Origin}.)";
}
