using Gateway.Forwarding;
using Gateway.Intake;
using Yarp.ReverseProxy;

namespace Gateway.Delivery.Destinations.Http;

/// <summary>
/// On a request that the gateway itself has put into its route's pipeline: where to it goes. Nothing from outside has it, and
/// what has it is not verified again: that was judged when it was received.
/// </summary>
internal sealed class QueuedRequest(InboundWebhook webhook, string clusterId, IProxyStateLookup proxy, TimeProvider clock)
{
    /// <summary>Whether the destination's cluster was there, and memory to sign for it.</summary>
    public bool IsRouted { get; private set; }

    /// <summary>Goes on as a webhook does that is forwarded, but to this destination's cluster.</summary>
    /// <param name="next">The rest of YARP's pipeline.</param>
    public Task ForwardAsync(RequestDelegate next)
    {
        var context = webhook.Context;
        if (!proxy.TryGetCluster(clusterId, out var cluster))
        {
            return Task.CompletedTask; // Between two configurations.
        }

        context.Features.Set(webhook); // for the transforms
        GatewayHeaders.ReplaceForwarded(webhook);
        if (!RequestAttestation.TryBegin(webhook, clock))
        {
            return Task.CompletedTask;
        }

        IsRouted = true;
        context.ReassignProxyRequest(cluster);
        return next(context);
    }
}
