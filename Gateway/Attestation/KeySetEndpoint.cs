namespace Gateway.Attestation;

/// <summary>Serves the public keys of the configuration in force, to whoever asks: there is nothing secret in them.</summary>
internal sealed class KeySetEndpoint(Func<PublishedKeys> inForce)
{
    public const string Path = "/.well-known/jwks.json";

    /// <summary>A new key is sent with the old one beside it for longer than that.</summary>
    private const string Caching = "public, max-age=300";

    /// <summary>On the webhooks' listener, before any route: none gets this path while keys are served at it.</summary>
    public void Use(WebApplication app) => app.Use(next => context =>
        IsAsked(context.Request) && inForce().OnWebhooks is { } keys ? WriteAsync(context, keys) : next(context));

    /// <summary>On the admin listener.</summary>
    public Task AnswerAsync(HttpContext context) => WriteAsync(context, inForce().OnAdmin);

    private static bool IsAsked(HttpRequest request) =>
        string.Equals(request.Path.Value, Path, StringComparison.Ordinal) && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));

    private static Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> keys)
    {
        context.Response.ContentType = "application/jwk-set+json";
        context.Response.ContentLength = keys.Length;
        context.Response.Headers.CacheControl = Caching;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(keys).AsTask();
    }
}
