namespace Gateway.Secrets;

/// <summary>When one secret of a tenant counts, as written.</summary>
internal sealed record SecretValidityConfig
{
    /// <summary>Not accepted before this instant. Default: no bound.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Not accepted from this instant on. Default: no bound.</summary>
    public DateTimeOffset? NotAfter { get; init; }
}
