namespace Gateway.JsonSchema;

/// <summary>
/// Finds schemas in a folder and below it, for <see cref="SchemaOptions.Resolve"/>. Nothing outside is read.
/// </summary>
internal sealed class SchemaFolder(string path)
{
    private readonly string _root =
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)) + Path.DirectorySeparatorChar;

    /// <summary>The URI of a schema file, for <see cref="SchemaOptions.BaseUri"/>.</summary>
    public static Uri UriOf(string file)
    {
        var path = Path.GetFullPath(file);
        return path.Contains('%', StringComparison.Ordinal) && Path.DirectorySeparatorChar == '/'
            ? new Uri($"file://{Escaped(path)}") // in a bare path an escape is taken for one
            : new Uri(path);
    }

    private static string Escaped(string path) => path.Replace("%", "%25", StringComparison.Ordinal)
        .Replace("#", "%23", StringComparison.Ordinal).Replace("?", "%3F", StringComparison.Ordinal);

    /// <summary>The file at a <c>file:</c> URI, or null when there is none in the folder.</summary>
    public ReadOnlyMemory<byte>? Read(Uri uri) =>
        PathOf(uri) is { } file && File.Exists(file) ? File.ReadAllBytes(file) : (ReadOnlyMemory<byte>?)null;

    /// <summary>The path that a <c>file:</c> URI means, whether or not a file is there; null outside the folder.</summary>
    public string? PathOf(Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (!uri.IsFile || uri.Host.Length > 0)
        {
            return null;
        }

        // The whole path, after all dots in it: a reference must not lead out of the folder.
        var file = Path.GetFullPath(uri.LocalPath);
        return file.StartsWith(_root, StringComparison.Ordinal) ? file : null;
    }
}
