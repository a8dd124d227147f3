using Gateway.Storage.Deliveries;

namespace Gateway.Storage;

/// <summary>The <c>Gateway:Storage</c> section as written: null means the file does not say.</summary>
internal sealed record StorageConfig
{
    /// <summary>Where claims and budgets are kept. Default <see cref="StorageProvider.Sqlite"/>.</summary>
    public StorageProvider? Provider { get; init; }

    /// <summary>
    /// Sqlite only: the database file. A relative path is relative to the working directory of the process, because it is
    /// no part of the configuration. Default <c>data/gateway.db</c>.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>
    /// How large the file of Sqlite may become, or how much queued requests may take in Memory. Default 4 GiB and 256 MiB; 1 MiB
    /// to 1 TiB.
    /// </summary>
    public long? MaxBytes { get; init; }

    /// <summary>Sqlite only: how long one operation may take before the store counts as not available. Default 1 second; 50 ms to 30 s.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// Keys that queued and kept requests are encrypted with while they are stored (AES-256-GCM). The first encrypts, all of them decrypt.
    /// Default: none, and requests are stored as they are.
    /// </summary>
    public IReadOnlyList<EncryptionKeyConfig>? EncryptionKeys { get; init; }

    /// <summary>Memory only: how many claims are kept at most. Default 1,000,000; 1,000 to 100,000,000.</summary>
    public int? MaxClaims { get; init; }
}
