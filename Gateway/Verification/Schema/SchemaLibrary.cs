using Gateway.JsonSchema;
using Gateway.Reading;

namespace Gateway.Verification.Schema;

/// <summary>
/// Finds the schemas that a configuration or the command line names, and what they refer to: files, schemas that come with the
/// gateway, and other documents by a map. Never the network.
/// </summary>
/// <param name="files">Reads files, and remembers them for the reload.</param>
/// <param name="references">Other documents: the beginning of their URIs, and the folder or file that holds them.</param>
/// <param name="assertFormat">Whether <c>format</c> counts.</param>
internal sealed class SchemaLibrary(ConfigurationFiles files, IReadOnlyDictionary<string, string> references, bool assertFormat)
{
    public const string ShippedPrefix = "shipped:";

    /// <summary>The compiled schema, or null and everything that is wrong with it.</summary>
    /// <param name="place">A path, or <c>shipped:NAME</c>.</param>
    /// <param name="problems">Gets sentences that begin with what is wrong.</param>
    public JsonSchema.Schema? Read(string place, ICollection<string> problems)
    {
        var isShipped = place.StartsWith(ShippedPrefix, StringComparison.Ordinal);
        var bytes = isShipped ? ReadShipped(place, problems) : ReadFile(place, problems);
        if (bytes is null)
        {
            return null;
        }

        var found = new List<SchemaProblem>();
        var schema = JsonSchema.Schema.Compile(bytes, Options(place, isShipped), found);
        foreach (var problem in found)
        {
            problems.Add($"the schema '{place}' is wrong at '{problem.Location}': {problem.Message}");
        }

        return schema;
    }

    private static byte[]? ReadShipped(string place, ICollection<string> problems)
    {
        var name = place[ShippedPrefix.Length..];
        if (ShippedSchemas.Find(name) is { } bytes)
        {
            return bytes;
        }

        problems.Add(
            $"no schema is shipped as '{name}'.{NearestName.Suggest(name, ShippedSchemas.Names)} Known: {string.Join(", ", ShippedSchemas.Names)}.");
        return null;
    }

    private byte[]? ReadFile(string place, ICollection<string> problems)
    {
        if (files.Read(place, out var error) is { } bytes)
        {
            return bytes;
        }

        problems.Add(error);
        return null;
    }

    private SchemaOptions Options(string place, bool isShipped)
    {
        var folder = isShipped ? null : new SchemaFolder(Path.GetDirectoryName(files.FullPath(place))!);
        return new SchemaOptions
        {
            BaseUri = isShipped ? ShippedSchemas.UriOf(place[ShippedPrefix.Length..]) : SchemaFolder.UriOf(files.FullPath(place)),
            RejectUnknownKeywords = true, // A misspelt one would check nothing, and nobody would hear of it.
            AssertFormat = assertFormat,
            Resolve = uri => Resolve(uri, folder),
        };
    }

    private ReadOnlyMemory<byte>? Resolve(Uri uri, SchemaFolder? folder)
    {
        if (ShippedSchemas.At(uri) is { } shipped)
        {
            return shipped;
        }

        var path = folder?.PathOf(uri) ?? Mapped(uri.GetLeftPart(UriPartial.Query));
        return path is not null && files.Read(path, out _) is { } bytes ? bytes : (ReadOnlyMemory<byte>?)null;
    }

    /// <summary>The file that a document stands in, by the longest beginning of its URI that the map has.</summary>
    private string? Mapped(string uri)
    {
        var beginning = references.Keys.Where(key => uri.StartsWith(key, StringComparison.Ordinal)).MaxBy(key => key.Length);
        if (beginning is null)
        {
            return null;
        }

        var rest = Uri.UnescapeDataString(uri[beginning.Length..]);
        if (rest.Length == 0)
        {
            return references[beginning];
        }

        // The folder, and nothing outside of it.
        var folder = files.FullPath(references[beginning]);
        return new SchemaFolder(folder).PathOf(new Uri(Path.Combine(folder, rest.TrimStart('/'))));
    }
}
