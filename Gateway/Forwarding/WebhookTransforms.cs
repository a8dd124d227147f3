using Gateway.Intake;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway.Forwarding;

/// <summary>
/// What the gateway adds to each request that YARP has made for a backend. It comes after the route's own transforms:
/// none of them can take away or forge what the gateway says.
/// </summary>
internal sealed class WebhookTransforms : ITransformProvider
{
    public void Apply(TransformBuilderContext context) => context.AddRequestTransform(static transform =>
    {
        if (transform.HttpContext.Features.Get<InboundWebhook>() is { } webhook)
        {
            Add(webhook, transform.ProxyRequest);
            transform.ProxyRequest.RequestUri ??= SentTarget.Find(transform);
        }

        return ValueTask.CompletedTask;
    });

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    private static void Add(InboundWebhook webhook, HttpRequestMessage request)
    {
        GatewayHeaders.Add(request.Headers, webhook);
        if (webhook.BodyIsComplete && webhook.Policy.Mode != VerificationMode.None)
        {
            request.Options.Set(VerifiedContentHandler.Body, webhook.Body);
        }
    }
}
