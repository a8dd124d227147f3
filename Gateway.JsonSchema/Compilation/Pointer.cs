namespace Gateway.JsonSchema.Compilation;

/// <summary>Writes and reads the reference tokens of JSON pointers (RFC 6901 section 3).</summary>
internal static class Pointer
{
    public static string Append(string pointer, string name) =>
        $"{pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    public static string Unescape(string part) =>
        part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
