using Gateway.JsonSchema;
using Gateway.Reading;

namespace Gateway.Tests.JsonSchema;

/// <summary>
/// The official JSON Schema test suite, where it is at hand: its folder is named by an environment variable.
/// </summary>
internal static class OfficialSuite
{
    public const string Variable = "JSON_SCHEMA_TEST_SUITE";

    private const string RemoteBase = "http://localhost:1234/";

    /// <summary>Where the suite is, which is no part of the repository; null where it is not.</summary>
    public static string? Folder { get; } = ProcessEnvironment.Variable(Variable);

    /// <summary>The folders of the drafts that are spoken, and their metaschemas.</summary>
    private static readonly Dictionary<string, string> Dialects = new(StringComparer.Ordinal)
    {
        ["draft4"] = "http://json-schema.org/draft-04/schema#",
        ["draft6"] = "http://json-schema.org/draft-06/schema#",
        ["draft7"] = "http://json-schema.org/draft-07/schema#",
        ["draft2019-09"] = "https://json-schema.org/draft/2019-09/schema",
        ["draft2020-12"] = "https://json-schema.org/draft/2020-12/schema",
    };

    /// <summary>Optional files that are left out, by the end of their path, and why.</summary>
    public static IReadOnlyDictionary<string, string> LeftOut { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["zeroTerminatedFloats.json"] = "draft 4 leaves open whether 1.0 is an integer; in all later drafts and for Ajv it is one",
    };

    /// <summary>
    /// The test files of the drafts, wherever they stand, as paths below the folder; of the optional ones those that are not left out.
    /// </summary>
    public static IEnumerable<string> Files() =>
        from path in Directory.EnumerateFiles(Folder!, "*.json", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Folder!, path).Replace('\\', '/')
        let folders = relative.Split('/')[..^1]
        where folders.Any(Dialects.ContainsKey) && folders is not (["remotes", ..] or ["output-tests" or "annotations", ..])
            && !LeftOut.Keys.Any(end => relative.EndsWith($"/optional/{end}", StringComparison.Ordinal))
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
        AssertContent = file.EndsWith("/draft7/optional/content.json", StringComparison.Ordinal),
        AssertFormat = $"/{file}".Contains("/optional/format/", StringComparison.Ordinal),
        DefaultDialect = Dialects[file.Split('/').First(Dialects.ContainsKey)],
    };
}
