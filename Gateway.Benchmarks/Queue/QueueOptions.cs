namespace Gateway.Benchmarks.Queue;

/// <summary>What the parts of <c>queue</c> have in common.</summary>
internal sealed record QueueOptions
{
    public required IReadOnlyList<QueueStore> Stores { get; init; }

    /// <summary>On the disk to measure.</summary>
    public required DirectoryInfo Folder { get; init; }

    public required int Rounds { get; init; }

    /// <summary>How long each measurement takes.</summary>
    public required TimeSpan Duration { get; init; }

    public required TimeSpan WarmUp { get; init; }

    /// <summary>Connections, each with one webhook at a time.</summary>
    public required IReadOnlyList<int> Connections { get; init; }

    /// <summary>How many are queued before they are delivered, or altogether.</summary>
    public required int Events { get; init; }

    /// <summary>Attempts at once.</summary>
    public required IReadOnlyList<int> Concurrency { get; init; }
}
