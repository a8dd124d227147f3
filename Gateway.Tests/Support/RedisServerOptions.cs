namespace Gateway.Tests.Support;

/// <summary>What a <see cref="RedisServer"/> is started with.</summary>
internal sealed record RedisServerOptions
{
    public string? Password { get; init; }

    /// <summary>The host its certificate is for; null for no TLS.</summary>
    public string? TlsHost { get; init; }

    /// <summary>Keeps its data from one start to the next.</summary>
    public bool AppendOnly { get; init; }

    public bool Cluster { get; init; }

    /// <summary>The port of the server that it copies; null for a primary.</summary>
    public int? ReplicaOf { get; init; }
}
