using Gateway.Delivery.Attempts;
using Gateway.Forwarding;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Delivery.Destinations.Http;

/// <summary>What a backend has said, in the words of all kinds.</summary>
internal static class HttpResult
{
    /// <param name="context">When the route's pipeline is through with it.</param>
    /// <param name="retry">Says which statuses are final.</param>
    /// <param name="hasTimedOut">The attempt's own time is over.</param>
    public static DestinationAnswer Of(HttpContext context, RetryPolicy retry, bool hasTimedOut)
    {
        var error = context.Features.Get<IForwarderErrorFeature>()?.Error ?? ForwarderError.None;

        // An answer that broke off in its body is an answer: the destination has had the webhook, and said what it says.
        var hasAnswered = error is ForwarderError.None or ForwarderError.ResponseBodyCanceled
            or ForwarderError.ResponseBodyClient or ForwarderError.ResponseBodyDestination;
        var status = hasAnswered ? context.Response.StatusCode : 0;
        var result = status switch
        {
            0 => hasTimedOut || IsTimeout(error) ? AttemptResult.Timeout : AttemptResult.Unreachable,
            >= 200 and <= 299 => AttemptResult.Delivered,
            _ when retry.FinalStatuses.Contains(status) => AttemptResult.Final,
            _ => AttemptResult.Refused,
        };
        return new DestinationAnswer(result)
        {
            StatusCode = status,
            RetryAfter = hasAnswered ? context.Response.Headers.RetryAfter.ToString() : "",
            Failure = ForwardingFailure.Of(context),
            DeadReason = result == AttemptResult.Final ? DeadReason.FinalStatus : null,
        };
    }

    /// <summary>The route's timeout, or one of YARP's own.</summary>
    private static bool IsTimeout(ForwarderError error) =>
        error is ForwarderError.RequestTimedOut or ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled;
}
