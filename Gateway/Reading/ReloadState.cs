namespace Gateway.Reading;

/// <summary>How the last reload went; health and metrics tell.</summary>
internal sealed class ReloadState
{
    private IReadOnlyList<ConfigurationProblem> _problems = [];
    private IReadOnlyList<ConfigurationProblem> _warnings = [];
    private long _appliedAt;

    /// <summary>What is wrong with the file that lies there; empty while the configuration in force is the file's.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems
    {
        get => Volatile.Read(ref _problems);
        set => Volatile.Write(ref _problems, value);
    }

    /// <summary>What is doubtful about the configuration in force.</summary>
    public IReadOnlyList<ConfigurationProblem> Warnings => Volatile.Read(ref _warnings);

    /// <summary>Since when the configuration in force is; null before the first.</summary>
    public DateTimeOffset? AppliedAt => Volatile.Read(ref _appliedAt) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Another configuration is in force.</summary>
    public void Applied(IReadOnlyList<ConfigurationProblem> warnings, DateTimeOffset at)
    {
        Volatile.Write(ref _warnings, warnings);
        Volatile.Write(ref _appliedAt, at.UtcTicks);
    }

    public bool Succeeded => Problems.Count == 0;
}
