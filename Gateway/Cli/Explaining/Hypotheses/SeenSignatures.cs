namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>Everything in a request that may be a hash or a signature, by its length.</summary>
internal static class SeenSignatures
{
    private const int Least = 16;
    private const int Most = 64;

    private static readonly char[] Separators = [',', ';', ' ', '"', '\'', '|', '&'];

    /// <summary>Each with the place where it stands, for people.</summary>
    public static IReadOnlyList<(string Place, byte[] Bytes)> In(CapturedRequest request)
    {
        var seen = new List<(string, byte[])>();
        foreach (var (place, text) in Texts(request))
        {
            foreach (var bytes in Pieces(text).SelectMany(SignatureBytes.ReadAny).Where(bytes => bytes.Length is >= Least and <= Most))
            {
                seen.Add((place, bytes));
            }
        }

        return seen;
    }

    /// <summary>The values of all headers and of the query.</summary>
    public static IEnumerable<(string Place, string Text)> Texts(CapturedRequest request)
    {
        foreach (var (name, value) in request.Headers)
        {
            yield return (name, value);
        }

        foreach (var parameter in request.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)))
        {
            if (parameter.Length == 2)
            {
                yield return ($"?{PlainText.Of(parameter[0])}", Uri.UnescapeDataString(parameter[1]));
            }
        }
    }

    private static IEnumerable<string> Pieces(string text)
    {
        yield return text;
        foreach (var piece in text.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            yield return piece;
            var equals = piece.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && equals + 1 < piece.Length)
            {
                yield return piece[(equals + 1)..];
            }

            if (piece.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                yield return piece[(colon + 1)..];
            }
        }
    }
}
