namespace Gateway.Storage.Sqlite;

/// <summary>Where the store's file is, how large it may grow, and how long to wait for its disk.</summary>
internal sealed record SqliteOptions
{
    /// <summary>The database file, absolute. Beside it SQLite keeps <c>-wal</c> and <c>-shm</c>, the gateway <c>.lock</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The file never grows beyond it; what needs more is refused. The write-ahead log comes on top.</summary>
    public long MaxBytes { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>Within this time every operation ends, with an answer or with an exception.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1);
}
