namespace Gateway.Intake;

/// <summary>The <c>Gateway:Limits</c> section as written: null means the file does not say.</summary>
internal sealed record LimitsConfig
{
    /// <summary>The largest body, in bytes, of a route that does not say. Default 1,048,576; up to 1 GiB.</summary>
    public long? MaxBodyBytes { get; init; }

    /// <summary>
    /// The memory, in bytes, that all requests in flight may take together: bodies, and all that is made of them. Default: a quarter of
    /// what the process may have, in whole MiB, at most 268,435,456. At least 1,048,576, at most three quarters of what the process may have.
    /// </summary>
    public long? MaxBufferedBytes { get; init; }

    /// <summary>How long a sender may take to send its body. Default 10 seconds; up to 10 minutes.</summary>
    public TimeSpan? BodyTimeout { get; init; }
}
