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
    private readonly RequestDelegate _run;

    private readonly MemoryBudget _budget;

    /// <param name="services">Of the gateway.</param>
    /// <param name="proxy">Finds the clusters.</param>
    /// <param name="budget">The memory that all requests may take together, received or delivered.</param>
    public RoutePipeline(IServiceProvider services, IProxyStateLookup proxy, MemoryBudget budget)
    {
        (_services, _proxy, _budget) = (services, proxy, budget);
        var builder = new ApplicationBuilder(services);
        builder.UseRequestTimeouts(); // As in front of the routes.
        builder.Run(static context => context.GetEndpoint()!.RequestDelegate!(context));
        _run = builder.Build();
    }

    /// <summary>
    /// The answer of the destination; null if the route is not there, as in the moment of a reload, or no memory for the body.
    /// </summary>
    /// <param name="delivery">What is delivered.</param>
    /// <param name="request">Its request.</param>
    /// <param name="attempt">From 1.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task<DestinationAnswer?> SendAsync(
        TakenDelivery delivery, StoredRequest request, int attempt, CancellationToken cancellation)
    {
        if (FindEndpoint(delivery.Queue.Route) is not { } endpoint
            || endpoint.Metadata.GetMetadata<ClusterNames>()?.Find(delivery.Queue.Destination) is not { } clusterId)
        {
            return null;
        }

        var context = new DefaultHttpContext { RequestServices = _services, RequestAborted = cancellation };
        using var webhook = Restore(context, endpoint.Metadata.GetMetadata<RoutePolicy>()!, delivery, request, attempt);
        using var span = StartSpan(context.Request.Headers);
        if (!webhook.Body.TryReserve(Math.Max(1, request.Body.Length)))
        {
            return null;
        }

        webhook.Body.Append(new(request.Body));
        var queued = new QueuedRequest(webhook, clusterId, _proxy);
        context.Features.Set(queued);
        context.SetEndpoint(endpoint);
        await _run(context);
        return queued.IsRouted ? Answer(context) : null;
    }

    /// <summary>The sender's trace goes on in each attempt (W3C Trace Context), however late it is. Null while nobody listens.</summary>
    private static Activity? StartSpan(IHeaderDictionary headers) =>
        ActivityContext.TryParse(headers.TraceParent, headers.TraceState, isRemote: true, out var sender)
            ? Spans.StartActivity("delivery", ActivityKind.Consumer, sender)
            : Spans.StartActivity("delivery", ActivityKind.Consumer);

    private Endpoint? FindEndpoint(string route)
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

    private InboundWebhook Restore(
        DefaultHttpContext context, RoutePolicy policy, TakenDelivery delivery, StoredRequest stored, int attempt)
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

        var webhook = new InboundWebhook(context, policy, stored.Client, delivery.Event.ReceivedAt, _budget.OpenForDelivery())
        {
            Delivery = new DeliveryNumber(delivery.Event.Id, attempt),
            IsVerified = true,
            BodyIsComplete = true,
            Forwarded = stored.Forwarded,
            KeyId = delivery.Event.KeyId,
            EventId = delivery.Event.EventId,
            EventType = delivery.Event.EventType,
        };
        return webhook;
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
            hasAnswered ? context.Response.Headers.RetryAfter.ToString() : "");
    }
}
