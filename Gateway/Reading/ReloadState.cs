namespace Gateway.Reading;

/// <summary>How the last reload went; health and metrics tell.</summary>
internal sealed class ReloadState
{
    private IReadOnlyList<ConfigurationProblem> _problems = [];

    /// <summary>What is wrong with the file that lies there; empty while the configuration in force is the file's.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems
    {
        get => Volatile.Read(ref _problems);
        set => Volatile.Write(ref _problems, value);
    }

    public bool Succeeded => Problems.Count == 0;
}
