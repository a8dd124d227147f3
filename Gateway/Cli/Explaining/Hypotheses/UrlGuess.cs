namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The URL that may have been signed, in its parts.</summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Host">The host.</param>
/// <param name="Port">With its colon; empty if none is written.</param>
/// <param name="Path">The path.</param>
/// <param name="Query">With its question mark; empty for none.</param>
internal sealed record UrlGuess(string Scheme, string Host, string Port, string Path, string Query)
{
    /// <summary>User and password with the sign behind them; empty for none.</summary>
    public string User { get; init; } = "";

    public string WithoutQuery => $"{Scheme}://{User}{Host}{Port}{Path}";

    public string Whole => WithoutQuery + Query;

    /// <summary>The URL that the gateway takes for the signed one; null if none is configured.</summary>
    public static UrlGuess? Configured(string? publicUrl, CapturedRequest request)
    {
        if (publicUrl is null || !Uri.TryCreate(publicUrl, UriKind.Absolute, out var uri))
        {
            return null;
        }

        var rest = publicUrl[(publicUrl.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var authority = slash < 0 ? rest : rest[..slash];
        var user = authority[..(authority.LastIndexOf('@') + 1)];
        var (host, port) = Authority(authority[user.Length..]);
        return new UrlGuess(uri.Scheme, host, port, slash < 0 ? request.Path : rest[slash..], request.Query) { User = user };
    }

    /// <summary>A host and a port as they stand in <c>Host</c>.</summary>
    public static (string Host, string Port) Authority(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon < 0 || text.EndsWith(']') ? (text, "") : (text[..colon], text[colon..]);
    }
}
