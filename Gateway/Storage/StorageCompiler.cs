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
        WarnOfOtherStores(storage, config, provider);
        if (redis is not null && provider != StorageProvider.Redis)
        {
            gateway.Warn($"is not used: 'Storage:Provider' is {provider}.", "Redis");
        }

        return new StorageSettings(
            provider,
            MemoryCompiler.Compile(storage, config, isStore: provider == StorageProvider.Memory),
            provider == StorageProvider.Sqlite ? SqliteCompiler.Compile(storage, config) : null,
            provider == StorageProvider.Redis ? RedisCompiler.Compile(gateway.At("Redis"), redis) : null);
    }

    /// <summary>Keys of another store than the chosen one say nothing, and their writer takes them to.</summary>
    private static void WarnOfOtherStores(SectionContext storage, StorageConfig config, StorageProvider provider)
    {
        Warn("Path", config.Path is not null, provider == StorageProvider.Sqlite);
        Warn("Timeout", config.Timeout is not null, provider == StorageProvider.Sqlite);
        Warn("MaxBytes", config.MaxBytes is not null, provider != StorageProvider.Redis);
        Warn("MaxClaims", config.MaxClaims is not null, provider == StorageProvider.Memory);

        void Warn(string key, bool isWritten, bool isOfProvider)
        {
            if (isWritten && !isOfProvider)
            {
                storage.Warn($"has no effect with \"Provider\": \"{provider}\".", key);
            }
        }
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
