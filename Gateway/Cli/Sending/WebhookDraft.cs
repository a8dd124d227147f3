using System.Buffers;
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

    /// <summary>A client that sends header text as it stands, and no request anywhere else.</summary>
    public static HttpClient CreateClient(bool usesProxy) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = usesProxy,
        RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
    });

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
        route.Signer?.Sign(webhook, signedAt);
    }

    public HttpRequestMessage ToRequest()
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), Url) { Content = new ByteArrayContent(Body) };
        foreach (var (name, values) in Headers)
        {
            Add(message, name, values);
        }

        if (Body.Length > AsksFirstAbove)
        {
            message.Headers.ExpectContinue = true;
        }

        return message;
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
