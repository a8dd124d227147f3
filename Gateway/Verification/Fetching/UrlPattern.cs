using System.Buffers;
using System.Globalization;

namespace Gateway.Verification.Fetching;

/// <summary>
/// Where a URL that a webhook names may lead: <c>https://keys.*.acme.example/*.pem</c>, each asterisk for a part of one label
/// of the host or of one step of the path. Whoever may write the URL must not choose whom the gateway asks.
/// </summary>
internal sealed class UrlPattern
{
    private const int MaxUrlLength = 2048;
    private const int MaxAsterisks = 4;

    private const string LettersAndDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> OfLabel = SearchValues.Create(LettersAndDigits + "-");
    private static readonly SearchValues<char> OfStep = SearchValues.Create(LettersAndDigits + "-._~");

    private readonly string _scheme;
    private readonly string _authority;
    private readonly string _path;

    private UrlPattern(string scheme, string authority, string path) => (_scheme, _authority, _path) = (scheme, authority, path);

    /// <summary>The pattern, or null and what is wrong with it.</summary>
    public static UrlPattern? Parse(string text, out string? error)
    {
        // An asterisk is no character of a host: with a letter in its place the rest can be judged as a URL.
        if (ProviderUrl.Parse(text.Replace('*', 'x'), out error) is not { } url)
        {
            return null;
        }

        var authority = text[(url.Scheme.Length + Uri.SchemeDelimiter.Length)..].Split('/')[0];
        var path = text[(url.Scheme.Length + Uri.SchemeDelimiter.Length + authority.Length)..];
        if (url.Query.Length > 0 || path.Length == 0)
        {
            error = "needs a path and no query, e.g. \"https://keys.acme.example/*.pem\".";
        }
        else if (text.AsSpan().Count('*') > MaxAsterisks)
        {
            error = $"has more than {MaxAsterisks} asterisks.";
        }
        else if (authority.LastIndexOf('*') is >= 0 and var last && authority.AsSpan(last).Count('.') < 2)
        {
            error = "leaves the host open; at least a domain such as \"acme.example\" must stand behind the asterisk.";
        }

        return error is null ? new UrlPattern(url.Scheme, authority, path) : null;
    }

    /// <summary>The patterns of a list; what is wrong with one is told with its position.</summary>
    public static UrlPattern[] ParseAll(IReadOnlyList<string>? texts, Action<string, string> report)
    {
        var patterns = new List<UrlPattern>();
        foreach (var (index, text) in (texts ?? []).Index())
        {
            if (Parse(text, out var error) is { } pattern)
            {
                patterns.Add(pattern);
            }
            else
            {
                report(error!, index.ToString(CultureInfo.InvariantCulture));
            }
        }

        return [.. patterns];
    }

    /// <summary>The URL that the text is, if one of the patterns matches it; a query stands for itself if it is allowed.</summary>
    public static Uri? Match(ReadOnlySpan<UrlPattern> patterns, ReadOnlySpan<char> text, bool allowsQuery = false) =>
        Match(patterns, text, allowsQuery, out _);

    /// <summary>The same, with the pattern's host: metrics are labelled by it, since the URL's own is the sender's to choose.</summary>
    public static Uri? Match(ReadOnlySpan<UrlPattern> patterns, ReadOnlySpan<char> text, bool allowsQuery, out string host)
    {
        host = "";
        if (text.Length > MaxUrlLength || !Uri.TryCreate(text.ToString(), UriKind.Absolute, out var url)
            || url.UserInfo.Length > 0 || url.Fragment.Length > 0 || (url.Query.Length > 0 && !allowsQuery))
        {
            return null;
        }

        foreach (var pattern in patterns)
        {
            if (pattern.Matches(url))
            {
                host = pattern._authority;
                return url;
            }
        }

        return null;
    }

    private bool Matches(Uri url) =>
        url.Scheme == _scheme && Matches(_authority, url.Authority, OfLabel) && Matches(_path, url.AbsolutePath, OfStep);

    /// <summary>
    /// From left to right, all positions at once that the text may have been matched up to: trying one after the other would take a
    /// power of its length, by the number of asterisks.
    /// </summary>
    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, SearchValues<char> wild)
    {
        var asterisk = pattern.IndexOf('*');
        if (asterisk < 0)
        {
            return text.SequenceEqual(pattern);
        }

        if (text.Length > MaxUrlLength || !text.StartsWith(pattern[..asterisk], StringComparison.Ordinal))
        {
            return false;
        }

        Span<bool> reached = stackalloc bool[MaxUrlLength + 1];
        Span<bool> next = stackalloc bool[MaxUrlLength + 1];
        reached[asterisk] = true;
        while (asterisk >= 0)
        {
            pattern = pattern[(asterisk + 1)..];
            asterisk = pattern.IndexOf('*');
            Advance(asterisk < 0 ? pattern : pattern[..asterisk], text, wild, reached, next);
            next.CopyTo(reached);
        }

        return reached[text.Length];
    }

    /// <summary>Over one asterisk, which stands for one character at least, and the letters behind it.</summary>
    private static void Advance(
        ReadOnlySpan<char> letters, ReadOnlySpan<char> text, SearchValues<char> wild, ReadOnlySpan<bool> reached, Span<bool> next)
    {
        next.Clear();
        var isWithin = false;
        for (var at = 1; at <= text.Length - letters.Length; at++)
        {
            isWithin = (isWithin || reached[at - 1]) && wild.Contains(text[at - 1]);
            if (isWithin && text[at..].StartsWith(letters, StringComparison.Ordinal))
            {
                next[at + letters.Length] = true;
            }
        }
    }
}
