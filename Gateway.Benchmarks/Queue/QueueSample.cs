namespace Gateway.Benchmarks.Queue;

/// <summary>What came of one measurement; CPU is that of the gateway's process, for each event.</summary>
internal sealed record QueueSample
{
    public required int Events { get; init; }

    public required int Errors { get; init; }

    public required double PerSecond { get; init; }

    public required double CpuMicroseconds { get; init; }

    /// <summary>The same for the Redis server; 0 without one.</summary>
    public required double RedisMicroseconds { get; init; }

    /// <summary>Transactions written to the store's disk, where the gateway counts them.</summary>
    public required long Commits { get; init; }

    /// <summary>The share of the machine that went to programs that are not part of the measurement.</summary>
    public required double ForeignShare { get; init; }

    public TimeSpan Median { get; init; }

    public TimeSpan Percentile99 { get; init; }
}
