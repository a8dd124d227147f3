namespace Gateway.Benchmarks.Comparison;

/// <summary>What is compared, and for how long.</summary>
internal sealed record ComparisonOptions
{
    public required TimeSpan Duration { get; init; }

    public required TimeSpan WarmUp { get; init; }

    public required int Rounds { get; init; }

    public required IReadOnlyList<Scenario> Scenarios { get; init; }

    /// <summary>With this in their name, and plain YARP; empty for all.</summary>
    public required IReadOnlyList<string> Only { get; init; }

    /// <summary>How often a sample is taken again that others took more than 5 % of the machine from, before it is left out.</summary>
    public required int Attempts { get; init; }

    /// <summary>Samples that stay disturbed are kept, and the page says so: a trial of the tool.</summary>
    public required bool IsTrial { get; init; }

    /// <summary>Where Express, Ajv and ioredis have been installed; null to leave them out.</summary>
    public required string? Modules { get; init; }

    /// <summary>The native build; null to leave it out.</summary>
    public required string? Native { get; init; }

    /// <summary>The folder that the page and its charts go to.</summary>
    public required string Output { get; init; }
}
