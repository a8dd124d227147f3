using Gateway.JsonSchema;

namespace Gateway.Tests.JsonSchema;

/// <summary>
/// The official JSON Schema test suite, where it is at hand: its folder is named by an environment variable.
/// </summary>
internal static class OfficialSuite
{
    public const string Variable = "JSON_SCHEMA_TEST_SUITE";

    private const string RemoteBase = "http://localhost:1234/";

#pragma warning disable RS0030 // the suite is not part of the repository; only the environment knows where it is
    public static string? Folder { get; } = Environment.GetEnvironmentVariable(Variable);
#pragma warning restore RS0030

    /// <summary>
    /// The test files of both drafts, wherever they stand, as paths below the folder. Of the optional ones only those for formats.
    /// </summary>
    public static IEnumerable<string> Files() =>
        from path in Directory.EnumerateFiles(Folder!, "*.json", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Folder!, path).Replace('\\', '/')
        let folders = relative.Split('/')[..^1]
        where (folders.Contains("draft2020-12") || folders.Contains("draft7")) && !folders.Contains("remotes")
            && (!folders.Contains("optional") || folders.Contains("format"))
        orderby relative
        select relative;

    /// <summary>Serves what the suite expects at a local web server.</summary>
    public static ReadOnlyMemory<byte>? Resolve(Uri uri)
    {
        if (!uri.AbsoluteUri.StartsWith(RemoteBase, StringComparison.Ordinal))
        {
            return null;
        }

        var path = Path.Combine(Folder!, "remotes", uri.AbsoluteUri[RemoteBase.Length..]);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    /// <summary>The folder tells the draft: most schemas of the older one do not name it.</summary>
    public static SchemaOptions Options(string file) => new()
    {
        Resolve = Resolve,
        AssertFormat = $"/{file}".Contains("/optional/format/", StringComparison.Ordinal),
        DefaultDialect = $"/{file}".Contains("/draft7/", StringComparison.Ordinal)
            ? "http://json-schema.org/draft-07/schema#"
            : "https://json-schema.org/draft/2020-12/schema",
    };
}
