using System.Buffers;
using System.Collections.Frozen;
using Gateway.Captures.Revival;

namespace Gateway.Captures;

/// <summary>What of a route's requests is kept: metadata of its endpoint, beside its policy.</summary>
internal sealed record CapturePolicy
{
    /// <summary>Whatever a route says, these are credentials.</summary>
    private static readonly FrozenSet<string> Credentials =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie");

    /// <summary>What names of credentials are made of.</summary>
    private static readonly SearchValues<string> Telling = SearchValues.Create(
        ["auth", "token", "secret", "key", "passw", "cookie", "session", "credential", "bearer", "jwt"], StringComparison.OrdinalIgnoreCase);

    /// <summary>What a sender's client and proxies write, and no secret.</summary>
    private static readonly FrozenSet<string> Usual = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Cache-Control", "Connection", "Content-Digest", "Content-Encoding",
        "Content-Length", "Content-Type", "Date", "Digest", "Expect", "Forwarded", "From", "Host", "Pragma", "Traceparent", "Transfer-Encoding",
        "User-Agent", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Forwarded-Proto", "X-Request-Id");

    public CaptureMode Mode { get; init; }

    /// <summary>Headers that hold a token, or a challenge's secret.</summary>
    public FrozenSet<string> TokenHeaders { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The same of the query.</summary>
    public FrozenSet<string> TokenParameters { get; init; } = FrozenSet<string>.Empty;

    /// <summary>A token stands in the body, or may: of such a body nothing is kept.</summary>
    public bool HasTokenInBody { get; init; }

    /// <summary>Whether the sender is proven by something that it repeats: it may have written it anywhere.</summary>
    public bool IsByToken { get; init; }

    /// <summary>What the route reads, and is no token.</summary>
    public FrozenSet<string> ReadHeaders { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The route's secrets: hidden wherever a value is one, and put back where they stood.</summary>
    public KnownTokens Tokens { get; init; } = KnownTokens.None;

    /// <summary>The policy of a route that keeps nothing.</summary>
    public static CapturePolicy None { get; } = new() { Mode = CaptureMode.None };

    /// <summary>Whether a header's value may not be kept.</summary>
    public bool HidesHeader(string name)
    {
        if (Credentials.Contains(name) || TokenHeaders.Contains(name))
        {
            return true;
        }

        return !ReadHeaders.Contains(name) && !Usual.Contains(name) && (IsByToken || IsTelling(name));
    }

    /// <summary>Whether the route reads a header, for whatever.</summary>
    public bool Reads(string header) => TokenHeaders.Contains(header) || ReadHeaders.Contains(header);

    /// <summary>Whether a parameter's value may not be kept.</summary>
    public bool HidesParameter(ReadOnlySpan<char> name) =>
        IsByToken || IsTelling(name) || TokenParameters.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);

    private static bool IsTelling(ReadOnlySpan<char> name) => name.ContainsAny(Telling);
}
