using System.Net;
using Gateway.Delivery.Attempts;
using Gateway.Forwarding;
using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Storage.Captures;
using Gateway.Verification;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Gateway.Captures.Revival;

/// <summary>
/// Sends a kept request through the pipeline of its route that is in force, as of its own time of reception: what verifies and passes on
/// a webhook that comes in does so here.
/// </summary>
/// <param name="pipeline">Of the routes.</param>
/// <param name="routes">Asks routing.</param>
/// <param name="services">Of the gateway.</param>
internal sealed class Reviver(RoutePipeline pipeline, RouteProbe routes, IServiceProvider services)
{
    /// <param name="record">What it is found by.</param>
    /// <param name="kept">The request.</param>
    /// <param name="isTrial">Judged alone, and passed on nowhere.</param>
    /// <param name="dropsHidden">Without the headers that are not kept, if the route does not read them.</param>
    public async Task<RevivalResult> ReviveAsync(CaptureRecord record, KeptRequest kept, bool isTrial, bool dropsHidden)
    {
        if (!kept.IsWhole)
        {
            return RevivalResult.NotJudged(kept.BodyNote);
        }

        if (pipeline.FindEndpoint(record.Route) is not { } endpoint || endpoint.Metadata.GetMetadata<CapturePolicy>() is not { } policy)
        {
            return RevivalResult.NotJudged("its route is not in force");
        }

        if (endpoint.Metadata.GetMetadata<RoutePolicy>() is { Mode: VerificationMode.None })
        {
            return RevivalResult.NotJudged("its route verifies nothing now");
        }

        if (endpoint.Metadata.GetMetadata<RouteChecks>()?.ClientCertificate is { Header: null })
        {
            return RevivalResult.NotJudged("the certificate of its connection is not kept");
        }

        var restored = RestoredRequest.Of(kept, policy.Tokens);
        restored = dropsHidden ? restored.WithoutUnread(policy.Reads) : restored;
        if (restored.Unknown is [var unknown, ..])
        {
            return RevivalResult.NotJudged(
                $"{(unknown.IsHeader ? "header" : "query")}:{unknown.Name} is not kept, and is none of the route's secrets");
        }

        var revived = new RevivedRequest(
            record.ReceivedAt, IPAddress.TryParse(record.Client, out var client) ? client : null, kept.IsFromTrustedProxy, isTrial);
        var context = Context(kept, restored, revived);
        context.TraceIdentifier = record.RequestId;
        await routes.MatchAsync(context);
        if (context.GetEndpoint() != endpoint)
        {
            return RevivalResult.NotJudged("its method, host or path does not lead to its route now");
        }

        await pipeline.RunAsync(context);
        return Result(revived, context.Response.StatusCode);
    }

    private DefaultHttpContext Context(KeptRequest kept, RestoredRequest restored, RevivedRequest revived)
    {
        var context = new DefaultHttpContext { RequestServices = services };
        var request = context.Request;
        (request.Method, request.Scheme, request.Protocol) = (kept.Method, kept.Scheme, HttpProtocol.Http11);
        if (RequestTarget.TryFindPath(restored.Target, out var path) && path.StartsWith('/'))
        {
#pragma warning disable CA2234 // Pass system uri objects instead of strings: a URI would make the path canonical, and so another than was sent.
            request.Path = PathString.FromUriComponent(path.ToString());
#pragma warning restore CA2234
        }

        var query = restored.Target.IndexOf('?', StringComparison.Ordinal);
        request.QueryString = new QueryString(query < 0 ? "" : restored.Target[query..]);
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = restored.Target;
        foreach (var (name, value) in restored.Headers)
        {
            // Not Append, which passes over empty values.
            request.Headers[name] = StringValues.Concat(request.Headers[name], new StringValues(value));
        }

        // The framing was the connection's own (RFC 9112), and nobody waits to send it.
        var hasBody = request.Headers.ContentLength is not null || request.Headers.TransferEncoding.Count > 0 || kept.Body.Length > 0;
        request.Headers.Expect = default;
        request.Headers.TransferEncoding = default;
        request.ContentLength = hasBody ? kept.Body.Length : null;
        request.Body = new MemoryStream(kept.Body.ToArray(), writable: false);
        context.Connection.RemoteIpAddress = revived.Client;
        context.Features.Set<IHttpRequestBodyDetectionFeature>(new StoredBodyDetection(hasBody));
        var answer = new DiscardedBody();
        context.Features.Set<IHttpResponseFeature>(new DiscardedResponse(answer));
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(answer));
        context.Features.Set(revived);
        return context;
    }

    private static RevivalResult Result(RevivedRequest revived, int status)
    {
        if (revived.Outcome is not { } outcome)
        {
            return RevivalResult.NotJudged("its route was changed meanwhile");
        }

        var result = new RevivalResult(VerdictOf(revived, outcome))
        {
            Outcome = outcome,
            StatusCode = revived.IsTrial ? 0 : status,
            Reason = revived.Detail ?? "",
            RetryAfter = outcome == Outcome.RateLimited ? revived.RetryAfter : TimeSpan.Zero,
        };

        // A route may answer its refusals with 2xx; what it says of them itself counts.
        return outcome.Kind == OutcomeKind.Refusal ? result with { StatusCode = outcome.StatusCode } : result;
    }

    private static RevivalVerdict VerdictOf(RevivedRequest revived, Outcome outcome) => outcome switch
    {
        _ when outcome == Outcome.Ignored => RevivalVerdict.Refused, // Somebody may want it by the next configuration.
        { Kind: OutcomeKind.Status or OutcomeKind.Handshake } => RevivalVerdict.Released,
        { Kind: OutcomeKind.Forwarded } => revived.IsTaken || revived.IsTrial ? RevivalVerdict.Released : RevivalVerdict.Failed,
        _ when revived.IsVerified || IsOfTheMoment(outcome) => RevivalVerdict.Failed,
        _ => RevivalVerdict.Refused,
    };

    /// <summary>Says nothing about the request: it may be another time.</summary>
    private static bool IsOfTheMoment(Outcome outcome) => outcome.StatusCode is >= 500 or StatusCodes.Status429TooManyRequests
        || outcome == Outcome.DuplicateInFlight;
}
