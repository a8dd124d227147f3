using System.Runtime.InteropServices;

namespace Gateway.JsonSchema.Compilation;

/// <summary>
/// The problems of one compilation, each said once: however many ways lead to it, and at the first of its places if it
/// is the same at many.
/// </summary>
internal sealed class ProblemList
{
    private readonly HashSet<(string Location, string Message)> _known = [];
    private readonly Dictionary<(string Message, bool IsWarning), int> _places = [];
    private readonly List<SchemaProblem> _problems = [];

    /// <summary>How many there are that keep the schema from being used.</summary>
    public int Count { get; private set; }

    public void Add(string location, string message) => Add(location, message, isWarning: false);

    /// <summary>Notes what does not keep the schema from being used.</summary>
    public void Warn(string location, string message) => Add(location, message, isWarning: true);

    public void CopyTo(ICollection<SchemaProblem> problems)
    {
        foreach (var problem in _problems)
        {
            problems.Add(problem with { Count = _places[(problem.Message, problem.IsWarning)] });
        }
    }

    private void Add(string location, string message, bool isWarning)
    {
        if (!_known.Add((location, message)))
        {
            return;
        }

        Count += isWarning ? 0 : 1;
        ref var places = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, (message, isWarning), out var isRepeated);
        places++;
        if (!isRepeated)
        {
            _problems.Add(new SchemaProblem(location, message) { IsWarning = isWarning });
        }
    }
}
