namespace Gateway.Benchmarks.Queue;

/// <summary>Where a gateway keeps its queue.</summary>
internal enum QueueStore
{
    Memory,
    Sqlite,

    /// <summary>Redis with <c>appendfsync everysec</c>.</summary>
    RedisEverysec,

    /// <summary>Redis with <c>appendfsync always</c>.</summary>
    RedisAlways,
}
