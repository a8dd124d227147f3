namespace Gateway.Benchmarks.Comparison;

/// <summary>What one contender did in one round of one scenario.</summary>
internal sealed record ComparisonSample
{
    public required int Requests { get; init; }

    public required int Errors { get; init; }

    /// <summary>Of its processes, a webhook.</summary>
    public required double CpuMicroseconds { get; init; }

    /// <summary>Of Redis, a webhook.</summary>
    public required double StoreMicroseconds { get; init; }

    /// <summary>Of its threads, a webhook.</summary>
    public required double Switches { get; init; }

    public required double PerSecond { get; init; }

    /// <summary>In milliseconds, as the two below.</summary>
    public required double Median { get; init; }

    public required double Percentile99 { get; init; }

    public required double Percentile999 { get; init; }

    /// <summary>In memory at the end, in MB.</summary>
    public required double Resident { get; init; }

    /// <summary>The share of the machine that went to programs that are not part of the measurement.</summary>
    public required double ForeignShare { get; init; }
}
