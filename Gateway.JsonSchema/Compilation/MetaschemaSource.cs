namespace Gateway.JsonSchema.Compilation;

/// <summary>The standard metaschemas, embedded: schemas may refer to them like to any other document.</summary>
internal static class MetaschemaSource
{
    private const string Host = "json-schema.org";

    /// <summary>The folders of the drafts that consist of several documents, and what stands before their names here.</summary>
    private static readonly (string Folder, string Prefix)[] Split =
        [("/draft/2019-09/", "2019-09."), ("/draft/2020-12/", "2020-12.")];

    /// <summary>The URI that a standard metaschema gives itself, where it is asked for under the other scheme.</summary>
    public static Uri Canonical(Uri uri)
    {
        if (uri.Host != Host || !uri.IsDefaultPort || Find(uri) is null)
        {
            return uri;
        }

        var isSplit = uri.AbsolutePath.StartsWith("/draft/", StringComparison.Ordinal);
        return new Uri($"{(isSplit ? "https" : "http")}://{Host}{uri.AbsolutePath}");
    }

    /// <summary>The text of the metaschema at a URI without fragment, or null.</summary>
    public static byte[]? Find(Uri uri)
    {
        if (!uri.IsAbsoluteUri || uri.Scheme is not ("http" or "https") || uri.Host != Host)
        {
            return null;
        }

        var path = uri.AbsolutePath;
        if (path is "/draft-04/schema" or "/draft-06/schema" or "/draft-07/schema")
        {
            return Read($"{path.Split('/')[1]}.schema");
        }

        foreach (var (folder, prefix) in Split)
        {
            if (path.StartsWith(folder, StringComparison.Ordinal))
            {
                var name = path[folder.Length..];
                return name is "schema" ? Read($"{prefix}schema")
                    : name.StartsWith("meta/", StringComparison.Ordinal) ? Read(prefix + name["meta/".Length..])
                    : null;
            }
        }

        return null;
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
