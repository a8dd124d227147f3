using System.Diagnostics;
using Gateway.Delivery.Destinations;
using Gateway.Delivery.Stored;
using Gateway.Forwarding;
using Gateway.Intake;
using Gateway.Intake.Memory;
using Gateway.Observability;
using Gateway.Storage.Deliveries;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Gateway.Delivery.Attempts;

/// <summary>Makes a webhook of a stored request again, and hands it to its destination, whatever kind that is.</summary>
/// <param name="services">Of the gateway.</param>
/// <param name="pipeline">Finds the routes.</param>
/// <param name="destinations">What the kinds send through.</param>
/// <param name="clock">Says when an attempt is sent.</param>
internal sealed class EventSender(IServiceProvider services, RoutePipeline pipeline, DestinationServices destinations, TimeProvider clock)
{
    private static readonly ActivitySource Spans = new(Telemetry.DeliverySpans);

    /// <summary>The answer of the destination; null if the route, or the destination, is not there, as in the moment of a reload, or no memory to sign.</summary>
    /// <param name="delivery">What is delivered.</param>
    /// <param name="request">Its request.</param>
    /// <param name="held">Where that stands; given back when nobody sends it any more, however this ends.</param>
    /// <param name="account">Charged for it.</param>
    /// <param name="attempt">From 1.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task<DestinationAnswer?> SendAsync(
        TakenDelivery delivery, StoredRequest request, HeldBytes held, MemoryAccount account, int attempt, CancellationToken cancellation)
    {
        var isAdopted = false;
        try
        {
            if (pipeline.FindEndpoint(delivery.Queue.Route) is not { } endpoint
                || endpoint.Metadata.GetMetadata<DeliveryPolicy>()?.Find(delivery.Queue.Destination) is not { } policy)
            {
                return null;
            }

            var context = new DefaultHttpContext { RequestServices = services };
            var route = endpoint.Metadata.GetMetadata<RoutePolicy>()!;
            using var webhook = new InboundWebhook(context, route, request.Client, delivery.Event.ReceivedAt, account)
            {
                Delivery = new DeliveryNumber(delivery.Event.Id, attempt),
                IsVerified = true,
                BodyIsComplete = true,
                Forwarded = request.Forwarded,
                KeyId = delivery.Event.KeyId,
                EventId = delivery.Event.EventId,
                EventType = delivery.Event.EventType,
            };
            webhook.Body.Adopt(held, request.Body);
            isAdopted = true; // From here on it goes with the last who holds the body.
            Restore(context, request);
            webhook.Tenant = context.Request.Headers[GatewayHeaders.Tenant] is [{ } tenant] ? tenant : null;
            context.Request.Headers.Remove(GatewayHeaders.Tenant); // Said with what else is known of it.
            webhook.Prove(); // It was, before it was queued: the bounds of what anybody can send are not its.
            BodyDecoding.TryAttach(webhook); // Of another coding than the route takes, if that has changed, it is read as what it is.
            using var span = StartSpan(context.Request.Headers);
            var sent = new OutboundEvent(delivery, webhook, endpoint, policy, clock.GetUtcNow());
            return await policy.Place.Open(destinations).SendAsync(sent, cancellation);
        }
        finally
        {
            if (!isAdopted)
            {
                held.Dispose();
            }
        }
    }

    /// <summary>The sender's trace goes on in each attempt (W3C Trace Context), however late it is. Null while nobody listens.</summary>
    private static Activity? StartSpan(IHeaderDictionary headers) =>
        ActivityContext.TryParse(headers.TraceParent, headers.TraceState, isRemote: true, out var sender)
            ? Spans.StartActivity("delivery", ActivityKind.Consumer, sender)
            : Spans.StartActivity("delivery", ActivityKind.Consumer);

    private static void Restore(DefaultHttpContext context, StoredRequest stored)
    {
        var request = context.Request;
        (request.Method, request.Scheme, request.Protocol) = (stored.Method, stored.Scheme, HttpProtocol.Http11);
        (request.Path, request.QueryString) = (new PathString(stored.Path), new QueryString(stored.Query));
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = stored.RawTarget;
        foreach (var (name, value) in stored.RouteValues)
        {
            request.RouteValues[name] = value;
        }

        foreach (var (name, value) in stored.Headers)
        {
            // Not Append, which passes over empty values.
            request.Headers[name] = StringValues.Concat(request.Headers[name], new StringValues(value));
        }

        // The body has been read whole: its framing is the connection's own (RFC 9112), and nobody waits to send it.
        request.Headers.Expect = default;
        request.Headers.TransferEncoding = default;
        request.ContentLength = stored.HasBody ? stored.Body.Length : null;
        context.Connection.RemoteIpAddress = stored.Client;
        context.Features.Set<IHttpRequestBodyDetectionFeature>(new StoredBodyDetection(stored.HasBody));
    }
}
