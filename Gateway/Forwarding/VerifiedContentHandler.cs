using Gateway.Intake;

namespace Gateway.Forwarding;

/// <summary>Sends the verified bytes in the place of YARP's copy of the request's stream.</summary>
internal sealed class VerifiedContentHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Where <see cref="WebhookTransforms"/> leaves the body of a request.</summary>
    public static readonly HttpRequestOptionsKey<BufferedBody> Body = new("Gateway.Body");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(Body, out var body))
        {
            // What has no body at all .NET's client sends a second time by itself, if the connection that it kept breaks before the
            // answer: it cannot know whether the backend has acted. With an empty one it does not.
            request.Content = request.Content is { } content ? new VerifiedContent(body, content.Headers) : new ByteArrayContent([]);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
