using Gateway.Reading;

namespace Gateway.Storage.Sqlite;

/// <summary>Compiles what of <c>Gateway:Storage</c> is of the store in a file.</summary>
internal static class SqliteCompiler
{
    private const long DefaultFileBytes = 4L * 1024 * 1024 * 1024;
    private const string DefaultPath = "data/gateway.db";

    public static SqliteOptions Compile(SectionContext storage, StorageConfig config)
    {
        var path = config.Path ?? DefaultPath;
        if (path.Length == 0 || path.EndsWith('/') || path.Contains('\0', StringComparison.Ordinal)
            || path.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || path[0] == ':')
        {
            storage.Report($"'{path}' is not the path of a file, such as \"{DefaultPath}\".", "Path");
            path = DefaultPath;
        }

        return new SqliteOptions
        {
            Path = Path.GetFullPath(path),
            MaxBytes = StorageCompiler.ReadMaxBytes(storage, config, DefaultFileBytes),
            Timeout = storage.Duration(
                config.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(30), "Timeout"),
        };
    }
}
