namespace Gateway.Reading;

/// <summary>Collects what is wrong, so that everything is reported at once.</summary>
internal sealed class ProblemList
{
    /// <summary>Before a member and before an item.</summary>
    private static readonly char[] Separators = ['.', '['];

    private readonly List<ConfigurationProblem> _problems = [];
    private readonly List<ConfigurationProblem> _warnings = [];
    private readonly HashSet<ConfigurationProblem> _said = [];
    private readonly HashSet<string> _malformed = new(StringComparer.Ordinal);

    /// <summary>What stands directly above something malformed.</summary>
    private readonly HashSet<string> _aboveMalformed = new(StringComparer.Ordinal);

    /// <summary>How many of them keep the configuration from being put in force.</summary>
    public int Count => _problems.Count;

    /// <summary>Those that keep the configuration from being put in force.</summary>
    public IReadOnlyList<ConfigurationProblem> All => _problems;

    /// <summary>Those that do not.</summary>
    public IReadOnlyList<ConfigurationProblem> Warnings => _warnings;

    public void Add(string path, string message) => AddOnce(_problems, new ConfigurationProblem(path, message));

    /// <summary>Reports what may be in force and is probably not meant.</summary>
    public void Warn(string path, string message) =>
        AddOnce(_warnings, new ConfigurationProblem(path, message) { Severity = ProblemSeverity.Warning });

    /// <summary>The same of a value; not of one that is malformed.</summary>
    public void Warn(ConfigurationNode node, string message)
    {
        if (!IsInMalformed(node.Path))
        {
            Warn(node.Path, WithOrigin(node, message));
        }
    }

    /// <summary>
    /// Reports a value; not one that is malformed, or holds what is: that has been said, and is no longer there to judge.
    /// </summary>
    public void Add(ConfigurationNode node, string message)
    {
        if (!IsInMalformed(node.Path) && !IsInMalformed(AsOneValue(node.Path)) && !HasMalformed(node.Path))
        {
            Add(node.Path, WithOrigin(node, message));
        }
    }

    /// <summary>Reports a value that cannot be read, and so keeps it from being called missing, it and all below it.</summary>
    public void AddMalformed(ConfigurationNode node, string message)
    {
        var path = node.Path;
        _malformed.Add(path);
        if (path.LastIndexOfAny(Separators) is >= 0 and var end)
        {
            _aboveMalformed.Add(path[..end]);
        }

        Add(node.Path, WithOrigin(node, message));
    }

    /// <summary>A preset of one's own is read by every route that names it: what is wrong with it is said once.</summary>
    private void AddOnce(List<ConfigurationProblem> problems, ConfigurationProblem problem)
    {
        if (_said.Add(problem))
        {
            problems.Add(problem);
        }
    }

    private bool IsInMalformed(string path)
    {
        if (_malformed.Count == 0)
        {
            return false;
        }

        var malformed = _malformed.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var end = path.Length; end > 0; end = path.AsSpan(0, end).LastIndexOfAny(Separators))
        {
            if (malformed.Contains(path.AsSpan(0, end)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same place where one value stands for a list of one.</summary>
    private static string AsOneValue(string path) => path.Replace("[0]", "", StringComparison.Ordinal);

    /// <summary>Whether a value directly below is malformed: the list or object is then not as short as it seems.</summary>
    private bool HasMalformed(string path) => _aboveMalformed.Contains(path);

    private static string WithOrigin(ConfigurationNode node, string message) =>
        node.Origin is null ? message : $"{message} (The value comes from {node.Origin}.)";
}
