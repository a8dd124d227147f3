using Gateway.Reading;
using Gateway.Storage.Memory;
using Gateway.Storage.Redis;
using Gateway.Storage.Sqlite;

namespace Gateway.Storage;

/// <summary>Compiles <c>Gateway:Storage</c>, which is of all stores, and the section of the one that is chosen.</summary>
internal static class StorageCompiler
{
    private const long OneMebibyte = 1024 * 1024;

    /// <param name="gateway">The <c>Gateway</c> section.</param>
    /// <param name="written">Its <c>Storage</c>.</param>
    /// <param name="redis">Its <c>Redis</c>.</param>
    public static StorageSettings Compile(SectionContext gateway, StorageConfig? written, RedisConfig? redis)
    {
        var config = written ?? new StorageConfig();
        var storage = gateway.At("Storage");
        var provider = config.Provider ?? StorageProvider.Sqlite;
        return new StorageSettings(
            provider,
            MemoryCompiler.Compile(storage, config, isStore: provider == StorageProvider.Memory),
            provider == StorageProvider.Sqlite ? SqliteCompiler.Compile(storage, config) : null,
            provider == StorageProvider.Redis ? RedisCompiler.Compile(gateway.At("Redis"), redis) : null);
    }

    /// <summary>How much a store may hold, which two of them say by one key.</summary>
    public static long ReadMaxBytes(SectionContext storage, StorageConfig config, long byDefault)
    {
        var maxBytes = config.MaxBytes ?? byDefault;
        if (maxBytes is < OneMebibyte or > OneMebibyte * OneMebibyte)
        {
            storage.Report($"is {maxBytes}; use {OneMebibyte} to {OneMebibyte * OneMebibyte} bytes.", "MaxBytes");
        }

        return maxBytes;
    }
}
