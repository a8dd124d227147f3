using Gateway.Delivery.Attempts;
using Gateway.Forwarding;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy;

namespace Gateway.Delivery.Destinations.Http;

/// <summary>
/// Sends events through the very pipeline of their route, so that transforms, load balancing, health checks and timeouts are
/// those of a webhook that is forwarded.
/// </summary>
/// <param name="pipeline">Of the routes.</param>
/// <param name="proxy">Finds the clusters.</param>
/// <param name="clock">Says when an attempt is sent.</param>
internal sealed class HttpDestination(RoutePipeline pipeline, IProxyStateLookup proxy, TimeProvider clock) : IDestination
{
    public async Task<DestinationAnswer?> SendAsync(OutboundEvent sent, CancellationToken cancellation)
    {
        if (sent.Endpoint.Metadata.GetMetadata<ClusterNames>()?.Find(sent.Delivery.Queue.Destination) is not { } clusterId)
        {
            return null;
        }

        var context = sent.Webhook.Context;
        context.RequestAborted = cancellation;
        var body = new DiscardedBody();
        context.Features.Set<IHttpResponseFeature>(new DiscardedResponse(body));
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
        var queued = new QueuedRequest(sent.Webhook, clusterId, proxy, clock);
        context.Features.Set(queued);
        context.SetEndpoint(sent.Endpoint);
        await pipeline.RunAsync(context);
        return queued.IsRouted ? HttpResult.Of(context, sent.Policy.Retry, hasTimedOut: cancellation.IsCancellationRequested) : null;
    }
}
