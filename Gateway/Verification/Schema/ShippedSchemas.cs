namespace Gateway.Verification.Schema;

/// <summary>The schemas that come with the gateway, by what stands behind <c>shipped:</c>.</summary>
internal static class ShippedSchemas
{
    private const string Prefix = "Schemas/";
    private const string Suffix = ".schema.json";
    private const string Scheme = "shipped";

    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(ShippedSchemas).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Where one stands, so that it can refer to another.</summary>
    public static Uri UriOf(string name) => new($"{Scheme}://gateway/{name}{Suffix}");

    /// <summary>The schema at such a URI; null for any other.</summary>
    public static byte[]? At(Uri uri) =>
        uri.Scheme == Scheme && uri.AbsolutePath.EndsWith(Suffix, StringComparison.Ordinal)
            ? Find(uri.AbsolutePath[1..^Suffix.Length])
            : null;

    /// <summary>The schema's bytes; null if none has this name.</summary>
    public static byte[]? Find(string name)
    {
        using var stream = typeof(ShippedSchemas).Assembly.GetManifestResourceStream(Prefix + name + Suffix);
        if (stream is null)
        {
            return null;
        }

        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
