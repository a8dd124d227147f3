using Gateway.Intake;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway.Forwarding;

/// <summary>
/// What the gateway adds to each request that YARP has made for a backend. It comes after the route's own transforms:
/// none of them can take away or forge what the gateway says.
/// </summary>
internal sealed class WebhookTransforms(TimeProvider clock) : ITransformProvider
{
    public void Apply(TransformBuilderContext context)
    {
        var isLimited = context.Route.Match.Hosts is { Count: > 0 };
        var keepsHost = KeepsHost(context.Route);
        context.RequestTransforms.Insert(0, new RequestFuncTransform(transform =>
        {
            if (transform.HttpContext.Features.Get<InboundWebhook>() is { } webhook)
            {
                ReplaceHost(webhook, isLimited);
                if (!keepsHost)
                {
                    // YARP clears it only as long as it is the request's, which it is no longer.
                    transform.ProxyRequest.Headers.Host =
                        transform.HttpContext.Features.Get<IReverseProxyFeature>()?.ProxiedDestination?.Model.Config.Host;
                }
            }

            return ValueTask.CompletedTask;
        }));
        context.AddRequestTransform(transform =>
        {
            if (transform.HttpContext.Features.Get<InboundWebhook>() is { } webhook)
            {
                Add(webhook, transform.ProxyRequest);
                transform.ProxyRequest.RequestUri ??= SentTarget.Find(transform);
                transform.HttpContext.Features.Get<RequestAttestation>()?.Put(transform, webhook, clock);
                if (keepsHost && webhook.SentHost is { } host)
                {
                    transform.ProxyRequest.Headers.Host = host;
                }
            }

            return ValueTask.CompletedTask;
        });
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    /// <summary>Whether the route hands the sender's <c>Host</c> on.</summary>
    public static bool KeepsHost(RouteConfig route) => (route.Transforms ?? []).Any(transform => transform.Any(pair =>
        string.Equals(pair.Key, "RequestHeaderOriginalHost", StringComparison.OrdinalIgnoreCase) && bool.TryParse(pair.Value, out var keeps) && keeps));

    /// <summary>
    /// YARP makes <c>X-Forwarded-Host</c> of the request's host. That is whatever the sender calls it, and a backend makes links of it:
    /// only a trusted proxy's word goes on, or a host that the route names.
    /// </summary>
    private static void ReplaceHost(InboundWebhook webhook, bool isLimited)
    {
        var request = webhook.Request;
        if (request.Host.Value is { Length: > 0 } sent)
        {
            webhook.SentHost ??= sent;
        }

        if (webhook.Forwarded.Host is { Length: > 0 } host)
        {
            request.Host = new HostString(host);
        }
        else if (!isLimited)
        {
            request.Headers.Remove("Host"); // To set none would leave an empty one.
        }
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
