namespace Gateway.JsonSchema.Compilation;

/// <summary>The standard metaschemas, embedded: schemas may refer to them like to any other document.</summary>
internal static class MetaschemaSource
{
    private const string Draft202012 = "https://json-schema.org/draft/2020-12/";
    private const string Draft7 = "http://json-schema.org/draft-07/schema";

    /// <summary>The text of the metaschema at a URI without fragment, or null.</summary>
    public static byte[]? Find(Uri uri)
    {
        var text = uri.AbsoluteUri;
        if (text is Draft7)
        {
            return Read("draft-07.schema");
        }

        if (!text.StartsWith(Draft202012, StringComparison.Ordinal))
        {
            return null;
        }

        var name = text[Draft202012.Length..];
        return name is "schema" ? Read("2020-12.schema")
            : name.StartsWith("meta/", StringComparison.Ordinal) ? Read($"2020-12.{name["meta/".Length..]}")
            : null;
    }

    private static byte[]? Read(string name)
    {
        using var stream = typeof(MetaschemaSource).Assembly.GetManifestResourceStream($"Metaschemas/{name}.json");
        if (stream is null)
        {
            return null;
        }

        var text = new byte[stream.Length];
        stream.ReadExactly(text);
        return text;
    }
}
