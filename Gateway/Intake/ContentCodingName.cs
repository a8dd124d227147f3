namespace Gateway.Intake;

/// <summary>The word for a coding in <c>Content-Encoding</c> and in the configuration.</summary>
internal static class ContentCodingName
{
    private static readonly (string Word, ContentCoding Coding)[] All =
        [("gzip", ContentCoding.Gzip), ("deflate", ContentCoding.Deflate), ("br", ContentCoding.Brotli)];

    public static IReadOnlyList<string> Words { get; } = [.. All.Select(name => name.Word)];

    public static string Of(ContentCoding coding) => All[(int)coding].Word;

    /// <summary>The coding of that name, whatever its case (RFC 9110, section 8.4.1); <c>x-gzip</c> is gzip. Null if none has it.</summary>
    public static ContentCoding? Find(ReadOnlySpan<char> word)
    {
        foreach (var (name, coding) in All)
        {
            if (word.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return coding;
            }
        }

        return word.Equals("x-gzip", StringComparison.OrdinalIgnoreCase) ? ContentCoding.Gzip : null;
    }
}
