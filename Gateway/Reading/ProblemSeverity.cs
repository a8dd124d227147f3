namespace Gateway.Reading;

/// <summary>What a problem keeps the configuration from.</summary>
internal enum ProblemSeverity
{
    /// <summary>The configuration cannot be put in force.</summary>
    Error,

    /// <summary>It can, and probably does not do what was meant.</summary>
    Warning,
}
