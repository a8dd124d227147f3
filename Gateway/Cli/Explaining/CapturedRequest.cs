using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Cli.Explaining;

/// <summary>A request as it was received, or as it might have been: never changed, only copied with a change.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Target">Path and query as they stand in the request line.</param>
/// <param name="Headers">The header lines in order; a name may stand several times.</param>
/// <param name="Body">The exact body.</param>
internal sealed record CapturedRequest(
    string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    private const string ContentLength = "Content-Length";
    private const string TransferEncoding = "Transfer-Encoding";

    public string Path => Target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query ? Target[..query] : Target;

    /// <summary>With its question mark; empty if there is none.</summary>
    public string Query => Target[Path.Length..];

    /// <summary>The values of a header, a line each.</summary>
    public IReadOnlyList<string> Lines(string name) =>
        [.. Headers.Where(header => Is(header.Key, name)).Select(header => header.Value)];

    /// <summary>A header's value if it stands once.</summary>
    public string? Header(string name) => Lines(name) is [var only] ? only : null;

    /// <summary>The same with these lines of one header, in the place of those there are.</summary>
    public CapturedRequest WithHeader(string name, params IEnumerable<string> values) => this with
    {
        Headers =
        [
            .. Headers.Where(header => !Is(header.Key, name)),
            .. values.Select(value => KeyValuePair.Create(name, value)),
        ],
    };

    public CapturedRequest WithBody(byte[] body) => this with { Body = body };

    /// <summary>The request as the gateway's server would hand it over.</summary>
    public DefaultHttpContext ToContext()
    {
        var context = new DefaultHttpContext();
        var request = context.Request;
        request.Method = Method;
        request.Protocol = "HTTP/1.1";
        request.Path = Uri.TryCreate("http://localhost" + Path, UriKind.Absolute, out var uri) ? PathString.FromUriComponent(uri) : "/";
        request.QueryString = new QueryString(Query);
        request.Body = new MemoryStream(Body, writable: false);
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = Target;
        context.Response.Body = new MemoryStream();
        foreach (var (name, value) in Headers)
        {
            if (!Is(name, ContentLength))
            {
                request.Headers.Append(name, value);
            }
        }

        SetLength(request);
        return context;
    }

    /// <summary>What was announced is taken from the body: a capture may have been decoded, or saved by an editor.</summary>
    private void SetLength(HttpRequest request)
    {
        var announced = Lines(ContentLength);
        if (request.Headers.ContainsKey(TransferEncoding))
        {
            // Kestrel takes a length beside chunks away and leaves this mark, by which the gateway refuses.
            request.Headers["X-Content-Length"] = announced.Count > 0 ? announced[0] : default;
        }
        else if (Body.Length > 0 || announced.Count > 0)
        {
            request.ContentLength = Body.Length;
        }
    }

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
