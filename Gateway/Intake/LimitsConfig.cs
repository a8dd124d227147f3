namespace Gateway.Intake;

/// <summary>The <c>Gateway:Limits</c> section as written: null means the file does not say.</summary>
internal sealed record LimitsConfig
{
    /// <summary>The largest body, in bytes, of a route that does not say. Default 1,048,576; up to 1 GiB.</summary>
    public long? MaxBodyBytes { get; init; }

    /// <summary>The memory, in bytes, that all bodies in flight may take together. Default 268,435,456.</summary>
    public long? MaxBufferedBytes { get; init; }

    /// <summary>How long a sender may take to send its body. Default 10 seconds; up to 10 minutes.</summary>
    public TimeSpan? BodyTimeout { get; init; }
}
