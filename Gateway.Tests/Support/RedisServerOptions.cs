namespace Gateway.Tests.Support;

/// <summary>What a <see cref="RedisServer"/> is started with.</summary>
internal sealed record RedisServerOptions
{
    public string? Password { get; init; }

    /// <summary>The user <c>default</c> is off, and the test asks as <c>administrator</c>, with this password.</summary>
    public string? AdministratorPassword { get; init; }

    /// <summary>The host its certificate is for; null for no TLS.</summary>
    public string? TlsHost { get; init; }

    /// <summary>Of every client it wants a certificate of its own authority. For TLS only.</summary>
    public bool AsksForCertificate { get; init; }

    /// <summary>Whose certificates and authority it uses; null for an authority of its own. For TLS only.</summary>
    public TestAuthority? Authority { get; init; }

    /// <summary>Keeps its data from one start to the next.</summary>
    public bool AppendOnly { get; init; }

    public bool Cluster { get; init; }

    /// <summary>The port of the server that it copies; null for a primary.</summary>
    public int? ReplicaOf { get; init; }

    /// <summary>Name and password that a replica shows to its primary; null for those of everybody.</summary>
    public (string Name, string Password)? ReplicaUser { get; init; }

    /// <summary>Makes it a sentinel: lines of its configuration.</summary>
    public IReadOnlyList<string>? Sentinel { get; init; }
}
