using Gateway.Storage.Memory;
using Gateway.Storage.Redis;
using Gateway.Storage.Sqlite;

namespace Gateway.Storage;

/// <summary>Which store is used, and what each of them goes by.</summary>
/// <param name="Provider">Which.</param>
/// <param name="Memory">What is kept in the process.</param>
/// <param name="Sqlite">The file; null if it is not the store.</param>
/// <param name="Redis">The server; null if it is not the store.</param>
internal sealed record StorageSettings(StorageProvider Provider, MemoryOptions Memory, SqliteOptions? Sqlite, RedisOptions? Redis);
