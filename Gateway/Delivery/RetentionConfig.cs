namespace Gateway.Delivery;

/// <summary>How long and how much is kept of what is over, as written: null means the file does not say.</summary>
internal sealed record RetentionConfig
{
    /// <summary>Since it was over. 0 keeps nothing; up to 365 days.</summary>
    public TimeSpan? KeepFor { get; init; }

    /// <summary>Of the requests together, for each destination; beyond it the oldest go. 0 to 1 TiB.</summary>
    public long? MaxBytes { get; init; }
}
