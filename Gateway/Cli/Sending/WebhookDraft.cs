using System.Buffers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gateway.Configuration;
using Gateway.Intake;
using Gateway.Intake.Memory;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Gateway.Cli.Sending;

/// <summary>A request in the making: written as the provider would, signed by the route's own scheme, then sent.</summary>
internal sealed class WebhookDraft
{
    /// <summary>Where a signature is to stand that is a part of the body, or is not written behind what else a header holds.</summary>
    public const string SignaturePlace = "{signature}";

    // Above this size a refusal is heard before the body is sent, as curl does it.
    private const int AsksFirstAbove = 1024 * 1024;

    private readonly DefaultHttpContext _context = new();
    private readonly Uri _url;

    public WebhookDraft(string method, Uri url, byte[] body)
    {
        _url = url;
        Body = body;
        var request = _context.Request;
        request.Method = method;
        request.Scheme = url.Scheme;
        request.Host = HostString.FromUriComponent(url);
        request.Path = PathString.FromUriComponent(url);
        request.QueryString = QueryString.FromUriComponent(url);
        _context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = url.PathAndQuery; // some schemes sign the path as it is sent
    }

    public string Method => _context.Request.Method;

    public Uri Url => new UriBuilder(_url) { Query = Query.ToUriComponent() }.Uri;

    public IHeaderDictionary Headers => _context.Request.Headers;

    public QueryString Query
    {
        get => _context.Request.QueryString;
        set => _context.Request.QueryString = value;
    }

    public byte[] Body { get; set; }

    /// <summary>The name in <c>Host</c>, where it is not the URL's: of a route for certain hosts.</summary>
    public string? Host { get; set; }

    /// <summary>A client that sends header text as it stands, and no request anywhere else.</summary>
    /// <param name="usesProxy">Whether the proxy of the environment is asked.</param>
    /// <param name="authorities">Whose certificates are believed; null for those that the system believes.</param>
    public static HttpClient CreateClient(bool usesProxy, X509Certificate2Collection? authorities = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = usesProxy,
            RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        };
        if (authorities is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(authorities);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return new HttpClient(handler);
    }

    /// <summary>Adds timestamp and signature, over the request as it is now.</summary>
    public void Sign(CompiledRoute route, DateTimeOffset signedAt)
    {
        if (route.TakesForwardedUrl)
        {
            route.Policy.ClientResolver.WriteOrigin(Headers, _url); // Believed if this machine is trusted; a proxy on the way writes the same.
        }

        using var webhook = new InboundWebhook(_context, route.Policy, client: null, signedAt, MemoryAccount.Unlimited())
        {
            IsFromTrustedProxy = true,
        };
        webhook.Body.TryReserve(Body.Length);
        webhook.Body.Append(new ReadOnlySequence<byte>(Body));
        BodyDecoding.TryAttach(webhook);
        route.Signer?.Sign(webhook, signedAt, PutIntoPlace);
    }

    public HttpRequestMessage ToRequest()
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), Url) { Content = new ByteArrayContent(Body) };
        foreach (var (name, values) in Headers)
        {
            Add(message, name, values);
        }

        if (Host is not null)
        {
            message.Headers.Host = Host;
        }

        if (Body.Length > AsksFirstAbove)
        {
            message.Headers.ExpectContinue = true;
        }

        return message;
    }

    /// <summary>Puts the signature where a header or the body leaves its place; of a form as its values are written there.</summary>
    private bool PutIntoPlace(string signature, bool mayBeInBody)
    {
        foreach (var (name, values) in Headers)
        {
            if (values.ToString().Contains(SignaturePlace, StringComparison.Ordinal))
            {
                Headers[name] = values.ToString().Replace(SignaturePlace, signature, StringComparison.Ordinal);
                return true;
            }
        }

        var place = Encoding.ASCII.GetBytes(SignaturePlace);
        var body = Body.AsSpan();
        if (!mayBeInBody || body.IndexOf(place) < 0)
        {
            return false; // A body that is signed is sent as it is.
        }

        var isForm = _context.Request.ContentType?.Contains("x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
        var written = Encoding.UTF8.GetBytes(isForm ? Uri.EscapeDataString(signature) : signature);
        var filled = new ArrayBufferWriter<byte>(body.Length + written.Length);
        for (var at = body.IndexOf(place); at >= 0; at = body.IndexOf(place))
        {
            filled.Write(body[..at]);
            filled.Write(written);
            body = body[(at + place.Length)..];
        }

        filled.Write(body);
        Body = filled.WrittenSpan.ToArray();
        return true;
    }

    private static void Add(HttpRequestMessage message, string name, StringValues values)
    {
        var lines = values.AsEnumerable();
        if (!name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)
            && message.Headers.TryAddWithoutValidation(name, values[0]))
        {
            lines = lines.Skip(1);
        }

        // One collection would join its values with a comma: the second of two lines goes with the content's headers.
        if (lines.Any())
        {
            message.Content!.Headers.TryAddWithoutValidation(name, lines);
        }
    }
}
