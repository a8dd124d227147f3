using System.Text.Json;

namespace Gateway.JsonSchema.Compilation;

/// <summary>
/// All documents and resources of one compilation; finds what a reference means (Core sections 8.2 and 9).
/// </summary>
internal sealed class SchemaRegistry(SchemaOptions options, ProblemList problems)
{
    /// <summary>Depth of a schema document; deeper ones are refused before anything recurses over them.</summary>
    private const int MaxDepth = 256;

    /// <summary>How documents are read: a byte order mark does no harm in a file.</summary>
    public static StrictJsonOptions Json { get; } = new() { MaxDepth = MaxDepth, AllowByteOrderMark = true, MaxValues = StrictJsonOptions.LargestValues };

    private readonly Dictionary<string, SchemaResource> _byUri = new(StringComparer.Ordinal);
    private readonly List<SchemaResource> _resources = [];

    public IReadOnlyList<SchemaResource> Resources => _resources;

    /// <summary>Parses what has been found to be JSON.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8) => JsonDocument.Parse(
        utf8.Span is [0xEF, 0xBB, 0xBF, ..] ? utf8[3..] : utf8, new JsonDocumentOptions { MaxDepth = MaxDepth });

    /// <summary>Reads a document and finds its identifiers; null when it is no schema.</summary>
    public SchemaResource? Add(Uri uri, ReadOnlyMemory<byte> utf8, SchemaDialect inherited, bool isMain)
    {
        var place = isMain ? "" : uri.AbsoluteUri;
        var defect = StrictJson.Check(utf8.Span, Json);
        if (defect != JsonDefect.None)
        {
            var hint = defect == JsonDefect.Malformed && OpenApiRoot.IsYaml(utf8.Span) ? " It is YAML: convert it to JSON." : "";
            problems.Add(place, $"The schema is not strict JSON ({JsonPosition.Describe(defect, utf8.Span, Json)}).{hint}");
            return null;
        }

        // A memory of its own: elements of it stand in the sites as long as the compilation runs.
        using var parsed = Parse(utf8);
        var root = parsed.RootElement.Clone();
        if (root.ValueKind is not (JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False))
        {
            problems.Add(place, $"A schema is an object or a boolean, not {Describe(root)}.");
            return null;
        }

        var document = new SchemaDocument(uri, root, isMain ? options.Root : null);
        if (document.IsOpenApi)
        {
            return AddOpenApi(document, utf8.Span, place);
        }

        if (DialectOf(root, document, "", inherited) is not { } dialect)
        {
            return null;
        }

        var resource = new IdentifierScan(this, document, problems).Run(dialect);
        _byUri.TryAdd(uri.AbsoluteUri, resource); // the place it came from leads to it, too
        return resource;
    }

    private SchemaResource? AddOpenApi(SchemaDocument document, ReadOnlySpan<byte> json, string place)
    {
        if (OpenApiRoot.DialectOf(document.Root, this, place, problems) is not { } dialect)
        {
            return null;
        }

        var resource = Register(OpenApiRoot.UriOf(document), document, "", dialect);
        _byUri.TryAdd(document.Uri.AbsoluteUri, resource);

        // Documents are large, and mostly not about webhooks: only where schemas have names of their own all are gone through at once.
        if ((json.IndexOf("\"$id\""u8) >= 0 || json.IndexOf("nchor\""u8) >= 0)
            && document.Root.TryGetProperty("components", out var components) && components.ValueKind == JsonValueKind.Object
            && components.TryGetProperty("schemas", out var schemas) && schemas.ValueKind == JsonValueKind.Object)
        {
            var scan = new IdentifierScan(this, document, problems);
            foreach (var schema in schemas.EnumerateObject())
            {
                scan.VisitRoot(schema.Value, JsonPointer.Append("/components/schemas", schema.Name), resource);
            }
        }

        return resource;
    }

    /// <summary>Registers a resource under its URI, or says that the URI is taken.</summary>
    public SchemaResource Register(Uri uri, SchemaDocument document, string pointer, SchemaDialect dialect)
    {
        var resource = new SchemaResource(_resources.Count, uri, document, pointer, dialect);
        _resources.Add(resource);
        if (!_byUri.TryAdd(uri.AbsoluteUri, resource))
        {
            problems.Add(document.Describe(pointer), $"Two schemas have the URI '{uri.AbsoluteUri}'.");
        }

        return resource;
    }

    /// <summary>A part of a resource that says in <c>$schema</c> how it is to be read.</summary>
    public SchemaResource AddDialect(SchemaResource whole, SchemaDialect dialect)
    {
        var part = new SchemaResource(_resources.Count, whole, dialect);
        _resources.Add(part);
        return part;
    }

    /// <summary>The schema at a place in a resource; otherwise a problem is added and null returned.</summary>
    public SchemaSite? ResolvePointer(SchemaResource resource, string pointer, string location)
    {
        var site = FollowPointer(resource, pointer);
        if (site is null)
        {
            problems.Add(location, $"There is no schema at '#{pointer}'.");
        }

        return site;
    }

    /// <summary>The schema a reference means; otherwise a problem is added and null returned.</summary>
    public SchemaSite? Resolve(SchemaResource from, string reference, string location)
    {
        var mark = reference.IndexOf('#', StringComparison.Ordinal);
        var target = mark < 0 ? reference : reference[..mark];
        var resource = from;
        if (target.Length > 0)
        {
            if (!Uri.TryCreate(from.Uri, target, out var uri))
            {
                problems.Add(location, $"'{reference}' is not a URI reference.");
                return null;
            }

            resource = Find(uri, from.Dialect, location);
            if (resource is null)
            {
                return null;
            }
        }

        var fragment = mark < 0 ? "" : Uri.UnescapeDataString(reference[(mark + 1)..]);
        var site = fragment.Length == 0 || fragment[0] == '/'
            ? FollowPointer(resource, fragment)
            : resource.Anchors.GetValueOrDefault(fragment);
        if (site is null)
        {
            problems.Add(location, $"'{reference}' leads nowhere: there is no schema at '#{fragment}'.");
        }

        return site;
    }

    /// <summary>
    /// The dialect that <c>$schema</c> names, or the given one where it is absent; null with a problem.
    /// </summary>
    public SchemaDialect? DialectOf(
        JsonElement schema, SchemaDocument document, string pointer, SchemaDialect inherited)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("$schema", out var name))
        {
            return inherited;
        }

        var location = document.Describe(JsonPointer.Append(pointer, "$schema"));
        if (name.ValueKind != JsonValueKind.String || !Uri.TryCreate(name.GetString(), UriKind.Absolute, out var uri))
        {
            problems.Add(location, "$schema must be an absolute URI.");
            return null;
        }

        if (SchemaDialect.IsNewest(uri.AbsoluteUri))
        {
            problems.Warn(location, $"'{uri.AbsoluteUri}' names no version; it is read as {SchemaDrafts.Draft202012}.");
        }

        return FindDialect(uri, location);
    }

    /// <summary>The dialect of a schema that names none.</summary>
    public SchemaDialect? DefaultDialect() =>
        Uri.TryCreate(options.DefaultDialect, UriKind.Absolute, out var uri) ? FindDialect(uri, "") : null;

    private string Explain(Uri uri) => options.Explain?.Invoke(uri) is { Length: > 0 } why ? $": {why}" : ".";

    private static string Describe(JsonElement element) => $"{element.ValueKind}".ToLowerInvariant();

    /// <summary>The dialect of that name; null with a problem.</summary>
    public SchemaDialect? FindDialect(string name, string location)
    {
        if (Uri.TryCreate(name, UriKind.Absolute, out var uri))
        {
            return FindDialect(uri, location);
        }

        problems.Add(location, $"The dialect '{name}' is no absolute URI.");
        return null;
    }

    private SchemaDialect? FindDialect(Uri uri, string location)
    {
        if (SchemaDialect.FindStandard(uri.AbsoluteUri) is { } standard)
        {
            return standard;
        }

        if (MetaschemaSource.Find(uri) is not null && SchemaDialect.FindStandard(uri.GetLeftPart(UriPartial.Path)) is { } meant)
        {
            problems.Warn(location, $"'{uri.AbsoluteUri}' is read as {meant.Draft}, whose name ends before '{uri.Query}{uri.Fragment}'.");
            return meant;
        }

        if ((MetaschemaSource.Find(uri) ?? options.Resolve?.Invoke(uri)) is not { } text)
        {
            problems.Add(location, $"The dialect '{uri.AbsoluteUri}' is unknown; known are {SchemaDialect.Known}{Explain(uri)}");
            return null;
        }

        var defect = StrictJson.Check(text.Span, Json);
        if (defect != JsonDefect.None)
        {
            problems.Add(location, $"The metaschema '{uri.AbsoluteUri}' is not strict JSON ({JsonPosition.Describe(defect, text.Span, Json)}).");
            return null;
        }

        using var parsed = Parse(text);
        return CustomDialect.Read(parsed.RootElement, uri, location, problems);
    }

    private SchemaResource? Find(Uri uri, SchemaDialect inherited, string location)
    {
        uri = MetaschemaSource.Canonical(uri);
        if (_byUri.TryGetValue(uri.AbsoluteUri, out var known))
        {
            return known;
        }

        var text = MetaschemaSource.Find(uri) ?? options.Resolve?.Invoke(uri);
        if (text is null)
        {
            problems.Add(location, $"There is no schema at '{uri.AbsoluteUri}'{Explain(uri)}");
            return null;
        }

        return Add(uri, text.Value, inherited, isMain: false);
    }

    private SchemaSite? FollowPointer(SchemaResource resource, string fragment)
    {
        var document = resource.Document;
        if (document.Sites.TryGetValue(resource.Pointer + fragment, out var known))
        {
            return known;
        }

        if (document.IsOpenApi && resource.Pointer.Length + fragment.Length == 0)
        {
            return null; // the document itself is no schema
        }

        // Below a keyword the dialect does not know: go there by hand, minding whose URI counts on the way.
        // In a document that is no schema, each that is not part of another one stands on its own.
        var pointer = "";
        var element = document.Root;
        var path = resource.Pointer + fragment;
        var isRoot = document.IsOpenApi;
        resource = isRoot ? _byUri[document.Uri.AbsoluteUri] : resource;
        foreach (var part in path.Split('/').Skip(1))
        {
            pointer = $"{pointer}/{part}";
            if (!JsonPointer.TryStep(element, JsonPointer.Unescape(part), out element))
            {
                return null;
            }

            if (document.Sites.TryGetValue(pointer, out var passed))
            {
                (resource, isRoot) = (passed.Resource, false);
            }
        }

        if (element.ValueKind is not (JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False))
        {
            return null;
        }

        var scan = new IdentifierScan(this, document, problems);
        if (isRoot)
        {
            scan.VisitRoot(element, pointer, resource);
        }
        else
        {
            scan.Visit(element, pointer, resource);
        }

        return document.Sites.GetValueOrDefault(pointer);
    }
}
