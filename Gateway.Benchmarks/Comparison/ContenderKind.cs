namespace Gateway.Benchmarks.Comparison;

/// <summary>What one of those that are compared does.</summary>
internal enum ContenderKind
{
    /// <summary>YARP alone, which the others are ratios to.</summary>
    PlainProxy,

    /// <summary>The gateway with every stage on, forwarding.</summary>
    Gateway,

    /// <summary>The same, queueing: its CPU is that until all has been delivered.</summary>
    Queue,

    /// <summary>The gateway with some of its stages, for the table of stages alone.</summary>
    Stage,

    /// <summary>Another proxy that verifies nothing.</summary>
    OtherProxy,

    /// <summary>The same stages by other means.</summary>
    Rival,
}
