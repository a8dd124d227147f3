using System.Text.Json;

namespace Gateway.JsonSchema.Compilation;

/// <summary>Tells an OpenAPI document from a schema, and in which dialect its schemas are written.</summary>
internal static class OpenApiRoot
{
    /// <summary>Whether a document says which version of OpenAPI it is.</summary>
    public static bool Is(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && !root.TryGetProperty("$schema", out _)
        && (IsText(root, "openapi") || IsText(root, "swagger"));

    /// <summary>The dialect of its schemas; null with a problem.</summary>
    public static SchemaDialect? DialectOf(JsonElement root, SchemaRegistry registry, string location, ProblemList problems)
    {
        var version = root.TryGetProperty("openapi", out var written) ? written.GetString()! : "2.0";
        if (Is(version, "3.0"))
        {
            return SchemaDialect.Of(SchemaDrafts.OpenApi30);
        }

        if (!Is(version, "3.1") && !Is(version, "3.2"))
        {
            problems.Add(location, $"OpenAPI {version} is not supported; 3.0, 3.1 and 3.2 are.");
            return null;
        }

        return root.TryGetProperty("jsonSchemaDialect", out var dialect) && dialect.ValueKind == JsonValueKind.String
            ? registry.FindDialect(dialect.GetString()!, location)
            : SchemaDialect.Of(SchemaDrafts.OpenApi31);
    }

    /// <summary>The URI that a document of 3.2 gives itself, or the one that it came from.</summary>
    public static Uri UriOf(SchemaDocument document) =>
        document.Root.TryGetProperty("openapi", out var version) && Is(version.GetString()!, "3.2")
        && document.Root.TryGetProperty("$self", out var self) && self.ValueKind == JsonValueKind.String
        && Uri.TryCreate(document.Uri, self.GetString(), out var uri)
            ? uri
            : document.Uri;

    /// <summary>Whether what is no JSON is an OpenAPI document in the other form that they have.</summary>
    public static bool IsYaml(ReadOnlySpan<byte> text) =>
        text.StartsWith("openapi:"u8) || text.StartsWith("swagger:"u8) || text.IndexOf("\nopenapi:"u8) >= 0 || text.IndexOf("\nswagger:"u8) >= 0;

    private static bool Is(string version, string minor) =>
        version == minor || version.StartsWith($"{minor}.", StringComparison.Ordinal);

    private static bool IsText(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String;
}
