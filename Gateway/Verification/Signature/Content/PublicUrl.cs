using Gateway.Intake;

namespace Gateway.Verification.Signature.Content;

/// <summary>
/// The URL as it was registered at the provider. Taken from configuration: behind a proxy the request's own host and scheme are not
/// what was signed, and the Host header is the sender's to choose.
/// </summary>
internal sealed class PublicUrl : IPublicUrl
{
    private readonly string _base;
    private readonly bool _hasPath;
    private readonly string _path;

    private PublicUrl(PublicUrl url, string prefix)
    {
        (_base, _path) = (url._base + prefix, prefix);
        (Scheme, Authority) = (url.Scheme, url.Authority);
    }

    private PublicUrl(string text, Uri uri, bool hasPath)
    {
        (_base, _hasPath) = (text, hasPath);
        Scheme = uri.Scheme;
        _path = hasPath ? text[text.IndexOf('/', text.IndexOf("://", StringComparison.Ordinal) + 3)..] : "";
        Authority = uri.IsDefaultPort ? uri.Host : $"{uri.Host}:{uri.Port}";
    }

    /// <summary>In lower case.</summary>
    public string Scheme { get; }

    /// <summary>The host in lower case, with the port unless it is the scheme's own.</summary>
    public string Authority { get; }

    /// <summary>
    /// Returns the URL, or null if the text is not an absolute http or https URL without query and fragment. User and password are a part of it,
    /// as they stand: Twilio and Mandrill sign them.
    /// </summary>
    public static PublicUrl? Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            || text.AsSpan().ContainsAny('?', '#')
            || text.AsSpan().ContainsAnyExceptInRange('!', '~')) // Uri trims blanks and encodes the rest; what is signed would differ
        {
            return null;
        }

        var authority = text.IndexOf("://", StringComparison.Ordinal) + 3;
        var hasPath = text.AsSpan(authority).Contains('/');
        return new PublicUrl(text, uri, hasPath);
    }

    PublicUrl IPublicUrl.Of(InboundWebhook webhook) => this;

    /// <summary>A URL without a path, whose paths begin with this.</summary>
    public PublicUrl Behind(string prefix) => prefix.Length == 0 ? this : new(this, prefix);

    /// <summary>The path that the provider calls.</summary>
    public string PathOf(string path) => _hasPath ? _path : _path + path;

    public string Of(string path, string? query) => _hasPath ? _base + query : _base + path + query;
}
