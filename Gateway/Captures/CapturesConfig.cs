namespace Gateway.Captures;

/// <summary>The <c>Gateway:Captures</c> section as written: null means the file does not say.</summary>
internal sealed record CapturesConfig
{
    /// <summary>How many requests are kept at most. Default 1,000; 0 keeps none, up to 100,000.</summary>
    public int? MaxCount { get; init; }

    /// <summary>What they may take together, in bytes. Default 33,554,432; 65,536 to 1 GiB.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>How long a request is kept. Default 1 day; 1 minute to 30 days.</summary>
    public TimeSpan? KeepFor { get; init; }

    /// <summary>How much of a body is kept, in bytes; of a longer one nothing is. Default 65,536; 0 to a sixteenth of <see cref="MaxBytes"/>.</summary>
    public int? MaxBodyBytes { get; init; }

    /// <summary>
    /// Whether they are kept in the store, too, where they survive a restart and other replicas see them. Needs
    /// <c>Storage:EncryptionKeys</c>. Default false.
    /// </summary>
    public bool? Store { get; init; }
}
