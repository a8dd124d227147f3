namespace Gateway.Storage;

/// <summary>The stores to choose from.</summary>
internal enum StorageProvider
{
    /// <summary>In a file: one replica, kept across restarts.</summary>
    Sqlite,

    /// <summary>In this process: one replica, forgotten at a restart.</summary>
    Memory,

    /// <summary>In Redis: shared by all replicas, kept across restarts of the gateway.</summary>
    Redis,
}
