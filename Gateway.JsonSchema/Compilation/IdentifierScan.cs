using System.Text.Json;

namespace Gateway.JsonSchema.Compilation;

/// <summary>
/// Goes through a document once, before anything is compiled, and notes every schema in it with its base URI, and the
/// identifiers it declares. Only places where schemas stand are looked at: an <c>$id</c> in an <c>enum</c> names
/// nothing.
/// </summary>
internal sealed class IdentifierScan(SchemaRegistry registry, SchemaDocument document, ProblemList problems)
{
    /// <summary>
    /// Scans the whole document, which is a resource under its own URI and the one it may give itself.
    /// </summary>
    public SchemaResource Run(SchemaDialect dialect)
    {
        var uri = TryReadId(document.Root, "", dialect, document.Uri) ?? document.Uri;
        var root = registry.Register(uri, document, "", dialect);
        Visit(document.Root, "", root);
        return root;
    }

    /// <summary>Scans a schema that stands on its own in a document that is none: it may name its dialect.</summary>
    public void VisitRoot(JsonElement element, string pointer, SchemaResource resource) =>
        Visit(element, pointer, InOwnDialect(element, pointer, resource));

    /// <summary>Scans the schema at a place, and the schemas in it.</summary>
    public void Visit(JsonElement element, string pointer, SchemaResource resource)
    {
        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            document.Sites.TryAdd(pointer, new(resource, pointer, element));
            return;
        }

        if (element.ValueKind != JsonValueKind.Object || document.Sites.ContainsKey(pointer))
        {
            return; // what is no schema is reported where it is used
        }

        // What is asked for is the root of its schema, whatever stands around it.
        resource = pointer == document.Chosen && pointer.Length > 0 ? InOwnDialect(element, pointer, resource) : resource;
        resource = EnterResource(element, pointer, resource);
        var site = new SchemaSite(resource, pointer, element);
        document.Sites.Add(pointer, site);
        AddAnchors(site);
        foreach (var member in element.EnumerateObject())
        {
            if (resource.Dialect.Find(member.Name) is { } keyword)
            {
                VisitKeyword(keyword.Shape, member.Value, JsonPointer.Append(pointer, member.Name), resource);
            }
        }
    }

    private void VisitKeyword(KeywordShape shape, JsonElement value, string pointer, SchemaResource resource)
    {
        var isMap = shape is KeywordShape.SchemaMap or KeywordShape.DependencyMap;
        var isList = value.ValueKind == JsonValueKind.Array;
        if (shape is KeywordShape.Schema || (shape is KeywordShape.SchemaOrList && !isList))
        {
            Visit(value, pointer, resource);
        }
        else if (isMap && value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                Visit(member.Value, JsonPointer.Append(pointer, member.Name), resource);
            }
        }
        else if (isList && shape is KeywordShape.SchemaList or KeywordShape.SchemaOrList)
        {
            for (var i = 0; i < value.GetArrayLength(); i++)
            {
                Visit(value[i], $"{pointer}/{i}", resource);
            }
        }
    }

    /// <summary>The resource around a schema, read in the dialect that the schema names.</summary>
    private SchemaResource InOwnDialect(JsonElement element, string pointer, SchemaResource outer)
    {
        var dialect = outer.Dialect.Find("$schema") is null ? null : registry.DialectOf(element, document, pointer, outer.Dialect);
        return dialect is null || dialect == outer.Dialect ? outer : registry.AddDialect(outer, dialect);
    }

    /// <summary>The resource that a schema with an <c>$id</c> begins, or the one around it.</summary>
    private SchemaResource EnterResource(JsonElement element, string pointer, SchemaResource outer)
    {
        if (pointer.Length == 0 || TryReadId(element, pointer, outer.Dialect, outer.Uri) is not { } uri)
        {
            return outer;
        }

        var dialect = registry.DialectOf(element, document, pointer, outer.Dialect);
        return registry.Register(uri, document, pointer, dialect ?? outer.Dialect);
    }

    private Uri? TryReadId(JsonElement element, string pointer, SchemaDialect dialect, Uri baseUri)
    {
        var keyword = dialect.Draft.Id;
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(keyword, out var id)
            || dialect.Find(keyword) is null
            || (dialect.Draft.RefHidesSiblings && element.TryGetProperty("$ref", out _)))
        {
            return null;
        }

        var location = document.Describe(JsonPointer.Append(pointer, keyword));
        if (id.ValueKind != JsonValueKind.String)
        {
            problems.Add(location, $"{keyword} must be a string.");
            return null;
        }

        var text = id.GetString()!;
        var mark = text.IndexOf('#', StringComparison.Ordinal);
        var target = mark < 0 ? text : text[..mark];
        if (target.Length == 0)
        {
            return null;
        }

        if (!Uri.TryCreate(baseUri, target, out var uri))
        {
            problems.Add(location, $"'{text}' is not a URI reference.");
        }

        return uri;
    }

    private void AddAnchors(SchemaSite site)
    {
        var element = site.Element;
        var dialect = site.Resource.Dialect;
        if (dialect.Draft.HasFragmentIds)
        {
            // Draft 7 Core section 8.2.3: an $id with a fragment is a location-independent identifier.
            if (element.TryGetProperty(dialect.Draft.Id, out var id) && id.ValueKind == JsonValueKind.String
                && !element.TryGetProperty("$ref", out _)
                && id.GetString()!.Split('#') is [_, { Length: > 0 } fragment])
            {
                AddAnchor(site, dialect.Draft.Id, fragment);
            }

            return;
        }

        if (dialect.Find("$id") is null)
        {
            return; // no identifiers at all
        }

        if (element.TryGetProperty("$id", out var plain) && plain.ValueKind == JsonValueKind.String
            && plain.GetString()!.Split('#') is [_, { Length: > 0 }])
        {
            problems.Add(At(site, "$id"), "$id must not have a fragment; use $anchor.");
        }

        foreach (var keyword in (string[])["$anchor", "$dynamicAnchor"])
        {
            if (dialect.Find(keyword) is null || !element.TryGetProperty(keyword, out var anchor))
            {
                continue;
            }

            if (anchor.ValueKind != JsonValueKind.String || !IsAnchor(anchor.GetString()!))
            {
                problems.Add(
                    At(site, keyword), "An anchor starts with a letter or '_'; digits, '-' and '.' may follow.");
                continue;
            }

            AddAnchor(site, keyword, anchor.GetString()!);
            if (keyword is "$dynamicAnchor")
            {
                site.Resource.DynamicAnchors.Add(anchor.GetString()!);
            }
        }

        AddRecursiveAnchor(site);
    }

    /// <summary>2019-09 Core section 8.2.4.2: a dynamic anchor without a name, at the root of a resource only.</summary>
    private static void AddRecursiveAnchor(SchemaSite site)
    {
        if (site.TryGet("$recursiveAnchor", out var anchor) && anchor.ValueKind == JsonValueKind.True
            && site.Pointer == site.Resource.Pointer && site.Resource.DynamicAnchors.Add(""))
        {
            site.Resource.Anchors[""] = site;
        }
    }

    private void AddAnchor(SchemaSite site, string keyword, string name)
    {
        if (!site.Resource.Anchors.TryAdd(name, site) && site.Resource.Anchors[name] != site)
        {
            problems.Add(At(site, keyword), $"The anchor '{name}' is taken.");
        }
    }

    private static string At(SchemaSite site, string keyword) =>
        site.Resource.Document.Describe(JsonPointer.Append(site.Pointer, keyword));

    private static bool IsAnchor(string text) =>
        text.Length > 0 && (char.IsAsciiLetter(text[0]) || text[0] == '_')
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}
