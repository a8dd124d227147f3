using Gateway.JsonSchema;
using Gateway.Reading;

namespace Gateway.Verification.Schema;

/// <summary>
/// Finds the schemas that a configuration or the command line names, and what they refer to: files, schemas that come with the
/// gateway, and other documents by a map. Never the network.
/// </summary>
/// <param name="files">Reads files, and remembers them for the reload.</param>
/// <param name="references">Other documents.</param>
/// <param name="options">How to compile schemas, but for where they come from.</param>
internal sealed class SchemaLibrary(ConfigurationFiles files, SchemaReferences references, SchemaOptions options)
{
    public const string ShippedPrefix = "shipped:";

    /// <summary>The compiled schema, or null and everything that is wrong with it.</summary>
    /// <param name="place">A path or <c>shipped:NAME</c>, and perhaps <c>#</c> and a JSON pointer into the document.</param>
    /// <param name="findings">Gets what is wrong or odd.</param>
    public JsonSchema.Schema? Read(string place, SchemaFindings findings)
    {
        var mark = place.IndexOf("#/", StringComparison.Ordinal);
        var document = mark < 0 ? place : place[..mark];
        var isShipped = document.StartsWith(ShippedPrefix, StringComparison.Ordinal);
        var bytes = isShipped ? ReadShipped(document, findings) : ReadFile(document, findings);
        if (bytes is null)
        {
            return null;
        }

        var found = new List<SchemaProblem>();
        var schema = JsonSchema.Schema.Compile(bytes, Options(document, isShipped, mark < 0 ? "" : place[(mark + 1)..]), found);
        findings.Add(place, found);
        return schema;
    }

    /// <summary>Whether a file is an OpenAPI document, as far as it can be read.</summary>
    public bool IsOpenApi(string place) =>
        !place.Contains('#', StringComparison.Ordinal) && !place.StartsWith(ShippedPrefix, StringComparison.Ordinal)
        && files.Read(place, out _) is { } bytes && JsonSchema.Schema.IsOpenApi(bytes);

    /// <summary>The webhooks of an OpenAPI document by event type, or null and everything that is wrong with it.</summary>
    public IReadOnlyDictionary<string, JsonSchema.Schema>? ReadWebhooks(string place, SchemaFindings findings)
    {
        if (ReadFile(place, findings) is not { } bytes)
        {
            return null;
        }

        var found = new List<SchemaProblem>();
        var schemas = JsonSchema.Schema.CompileWebhooks(bytes, Options(place, isShipped: false, root: ""), found);
        findings.Add(place, found);
        return schemas;
    }

    private static byte[]? ReadShipped(string place, SchemaFindings findings)
    {
        var name = place[ShippedPrefix.Length..];
        if (ShippedSchemas.Find(name) is { } bytes)
        {
            return bytes;
        }

        findings.Add(
            $"no schema is shipped as '{name}'.{NearestName.Suggest(name, ShippedSchemas.Names)} Known: {string.Join(", ", ShippedSchemas.Names)}.");
        return null;
    }

    private byte[]? ReadFile(string place, SchemaFindings findings)
    {
        if (files.Read(place, out var error) is { } bytes)
        {
            return bytes;
        }

        findings.Add(error);
        return null;
    }

    private SchemaOptions Options(string place, bool isShipped, string root)
    {
        var folder = isShipped ? null : new SchemaFolder(Path.GetDirectoryName(files.FullPath(place))!);
        return options with
        {
            Root = root,
            BaseUri = isShipped ? ShippedSchemas.UriOf(place[ShippedPrefix.Length..]) : SchemaFolder.UriOf(files.FullPath(place)),
            Resolve = uri => Resolve(uri, folder),
            Explain = uri => Explain(uri, folder),
        };
    }

    private ReadOnlyMemory<byte>? Resolve(Uri uri, SchemaFolder? folder)
    {
        if (ShippedSchemas.At(uri) is { } shipped)
        {
            return shipped;
        }

        return FileOf(uri, folder) is { } file && files.Read(file, out _) is { } bytes ? bytes : (ReadOnlyMemory<byte>?)null;
    }

    /// <summary>Why there is no document at a URI that a file is known for; empty where none is.</summary>
    private string Explain(Uri uri, SchemaFolder? folder)
    {
        var error = "";
        _ = FileOf(uri, folder) is { } file ? files.Read(file, out error) : null;
        return error;
    }

    private string? FileOf(Uri uri, SchemaFolder? folder) => folder?.PathOf(uri) ?? references.Find(uri);
}
