namespace Gateway.Tests.Support;

/// <summary>What a <see cref="SentinelGroup"/> is started with.</summary>
internal sealed record SentinelGroupOptions
{
    public int Replicas { get; init; } = 2;

    public int Sentinels { get; init; } = 3;

    /// <summary>Of the servers.</summary>
    public string? Password { get; init; }

    public string? SentinelPassword { get; init; }

    /// <summary>Has all of them speak TLS, with certificates of this authority on both sides; null for no TLS.</summary>
    public TestAuthority? Authority { get; init; }
}
