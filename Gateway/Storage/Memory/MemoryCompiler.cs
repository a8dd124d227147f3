using Gateway.Reading;

namespace Gateway.Storage.Memory;

/// <summary>Compiles what of <c>Gateway:Storage</c> is of the store in memory.</summary>
internal static class MemoryCompiler
{
    private const int DefaultMaxClaims = 1_000_000;
    private const long DefaultQueuedBytes = 256 * 1024 * 1024;

    public static MemoryOptions Compile(SectionContext storage, StorageConfig config, bool isStore)
    {
        var maxClaims = config.MaxClaims ?? DefaultMaxClaims;
        if (maxClaims is < 1_000 or > 100_000_000)
        {
            storage.Report($"is {maxClaims}; use 1000 to 100000000.", "MaxClaims");
        }

        return new MemoryOptions(
            maxClaims, isStore ? StorageCompiler.ReadMaxBytes(storage, config, DefaultQueuedBytes) : DefaultQueuedBytes);
    }
}
