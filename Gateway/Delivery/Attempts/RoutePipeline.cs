using System.Diagnostics;
using Gateway.Delivery.Stored;
using Gateway.Forwarding;
using Gateway.Intake;
using Gateway.Intake.Memory;
using Gateway.Observability;
using Gateway.Storage.Deliveries;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Delivery.Attempts;

/// <summary>
/// Sends stored requests through the very pipeline of their route, so that transforms, load balancing, health checks and
/// timeouts are those of a webhook that is forwarded.
/// </summary>
internal sealed class RoutePipeline
{
    private static readonly ActivitySource Spans = new(Telemetry.DeliverySpans);

    private readonly IServiceProvider _services;
    private readonly IProxyStateLookup _proxy;
    private readonly TimeProvider _clock;
    private readonly RequestDelegate _run;

    /// <param name="services">Of the gateway.</param>
    /// <param name="proxy">Finds the clusters.</param>
    /// <param name="clock">Says when an attempt is sent.</param>
    public RoutePipeline(IServiceProvider services, IProxyStateLookup proxy, TimeProvider clock)
    {
        (_services, _proxy, _clock) = (services, proxy, clock);
        var builder = new ApplicationBuilder(services);
        builder.UseRequestTimeouts(); // As in front of the routes.
        builder.Run(static context => context.GetEndpoint()!.RequestDelegate!(context));
        _run = builder.Build();
    }

    /// <summary>The answer of the destination; null if the route is not there, as in the moment of a reload, or no memory to sign.</summary>
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
            if (FindEndpoint(delivery.Queue.Route) is not { } endpoint
                || endpoint.Metadata.GetMetadata<ClusterNames>()?.Find(delivery.Queue.Destination) is not { } clusterId)
            {
                return null;
            }

            var context = new DefaultHttpContext { RequestServices = _services, RequestAborted = cancellation };
            var policy = endpoint.Metadata.GetMetadata<RoutePolicy>()!;
            using var webhook = new InboundWebhook(context, policy, request.Client, delivery.Event.ReceivedAt, account)
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
            using var span = StartSpan(context.Request.Headers);
            var queued = new QueuedRequest(webhook, clusterId, _proxy, _clock);
            context.Features.Set(queued);
            context.SetEndpoint(endpoint);
            await _run(context);
            return queued.IsRouted ? Answer(context) : null;
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

    /// <summary>Sends a request that has its endpoint through it.</summary>
    public Task RunAsync(HttpContext context) => _run(context);

    /// <summary>The endpoint of a route in force; null if there is none of the name.</summary>
    public Endpoint? FindEndpoint(string route)
    {
        // Resolved late: routing is built when the server starts.
        foreach (var endpoint in _services.GetRequiredService<EndpointDataSource>().Endpoints)
        {
            if (endpoint.Metadata.GetMetadata<RoutePolicy>() is { } policy && policy.Route == route)
            {
                return endpoint;
            }
        }

        return null;
    }

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
        var body = new DiscardedBody();
        context.Features.Set<IHttpResponseFeature>(new DiscardedResponse(body));
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
    }

    private static DestinationAnswer Answer(DefaultHttpContext context)
    {
        var error = context.Features.Get<IForwarderErrorFeature>()?.Error ?? ForwarderError.None;

        // An answer that broke off in its body is an answer: the destination has had the webhook, and said what it says.
        var hasAnswered = error is ForwarderError.None or ForwarderError.ResponseBodyCanceled
            or ForwarderError.ResponseBodyClient or ForwarderError.ResponseBodyDestination;
        return new DestinationAnswer(
            hasAnswered ? context.Response.StatusCode : 0,
            error is ForwarderError.RequestTimedOut or ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled,
            hasAnswered ? context.Response.Headers.RetryAfter.ToString() : "",
            ForwardingFailure.Of(context));
    }
}
