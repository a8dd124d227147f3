namespace Gateway.Benchmarks.Load;

/// <summary>What one target did in one round.</summary>
internal sealed record LoadSample
{
    public required int Requests { get; init; }

    public required int Errors { get; init; }

    public required double CpuMicroseconds { get; init; }

    /// <summary>Of the Redis that is its store; 0 without one.</summary>
    public required double RedisMicroseconds { get; init; }

    /// <summary>In its memory behind the last request, in bytes.</summary>
    public required long Resident { get; init; }

    public required double RequestsPerSecond { get; init; }

    /// <summary>The share of the machine that went to programs that are not part of the measurement.</summary>
    public required double ForeignShare { get; init; }

    public required TimeSpan Median { get; init; }

    public required TimeSpan Percentile99 { get; init; }
}
