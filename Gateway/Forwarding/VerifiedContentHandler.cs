using Gateway.Intake;

namespace Gateway.Forwarding;

/// <summary>Sends the verified bytes in the place of YARP's copy of the request's stream.</summary>
internal sealed class VerifiedContentHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Where <see cref="WebhookTransforms"/> leaves the body of a request.</summary>
    public static readonly HttpRequestOptionsKey<BufferedBody> Body = new("Gateway.Body");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Without a content there is no body: not even an empty one was announced.
        if (request.Content is { } content && request.Options.TryGetValue(Body, out var body))
        {
            request.Content = new VerifiedContent(body, content.Headers);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
