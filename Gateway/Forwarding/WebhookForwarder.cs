using System.Runtime.CompilerServices;
using Gateway.Intake;
using Gateway.Observability;
using Gateway.Outcomes;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Forwarding;

/// <summary>Hands a webhook to YARP with the exact bytes that were verified, and settles its claim by the backend's answer.</summary>
internal sealed class WebhookForwarder(GatewayMetrics metrics, TimeProvider clock)
{
    /// <summary>Forwards, and says how it ended. The response is written when this returns.</summary>
    /// <remarks>What waits for a backend is pooled, since each webhook has three of them: to be awaited once.</remarks>
    /// <param name="webhook">The webhook.</param>
    /// <param name="next">The rest of YARP's pipeline.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Outcome> ForwardAsync(InboundWebhook webhook, RequestDelegate next)
    {
        if (webhook.Claim is not { } claim)
        {
            return await AttemptAsync(webhook, next, settlement: null);
        }

        var settlement = new Settlement(claim, webhook.Context.Response);
        try
        {
            webhook.Context.Response.OnStarting(static state => ((Settlement)state).SettleAsync(), settlement);
            return await AttemptAsync(webhook, next, settlement);
        }
        finally
        {
            await settlement.ReleaseIfOpenAsync();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Outcome> AttemptAsync(InboundWebhook webhook, RequestDelegate next, Settlement? settlement)
    {
        webhook.Context.Features.Set(webhook); // for the transforms
        GatewayHeaders.ReplaceForwarded(webhook);
        ReplaceBody(webhook);
        if (!RequestAttestation.TryBegin(webhook, clock))
        {
            await (settlement?.ReleaseIfOpenAsync() ?? Task.CompletedTask);
            await AnswerWriter.WriteAsync(webhook, Outcome.Overloaded);
            return Outcome.Overloaded;
        }

        // Behind the settlement: what was asked for last is done first, and settling may take longer than the lease.
        using var attempt = new ForwardingAttempt(webhook.Context, webhook.Claim?.Remaining(clock), clock);
        await next(webhook.Context);
        return await FinishAsync(webhook, attempt, settlement);
    }

    private static void ReplaceBody(InboundWebhook webhook)
    {
        var request = webhook.Request;
        if (webhook.Policy.Mode == VerificationMode.None)
        {
            return; // Bodies of an open route are not read here.
        }

        // Answered here already; a backend that does not know it would be waited for.
        request.Headers.Expect = default;
        if (webhook.BodyIsComplete)
        {
            if (webhook.AnnouncesBody)
            {
                // The framing is the connection's own (RFC 9112): the backend gets the length that is known by now.
                request.Headers.TransferEncoding = default;
                request.ContentLength = webhook.Body.Length;
            }

            return; // Sent as VerifiedContent.
        }

        BodyDataRate.Restore(webhook.Context);
        request.Body = new PartlyReadBody(webhook.Body, request.BodyReader.AsStream(leaveOpen: true));
    }

    private async ValueTask<Outcome> FinishAsync(
        InboundWebhook webhook, ForwardingAttempt attempt, Settlement? settlement)
    {
        var context = webhook.Context;
        if (context.Features.Get<IForwarderErrorFeature>() is not { } failure || context.Response.HasStarted)
        {
            // An answer without a body has not begun yet; it counts like any other.
            await (settlement?.SettleAsync() ?? Task.CompletedTask);
            webhook.IsTaken = context.Response.StatusCode is >= 200 and <= 299;
            metrics.BackendAnswered(webhook.Policy.Route, context.Response.StatusCode);
            return Outcome.Forwarded;
        }

        // Released whatever the route answers for this outcome: a 2xx of the gateway's own is not the backend's.
        await (settlement?.ReleaseIfOpenAsync() ?? Task.CompletedTask);
        var outcome = failure.Error switch
        {
            // The rest of a body that is passed on unread; the provider broke off, not the backend.
            ForwarderError.RequestBodyClient => Outcome.BodyIncomplete,
            ForwarderError.RequestTimedOut => Outcome.BackendTimeout,
            _ => attempt.TimedOut ? Outcome.BackendTimeout : Outcome.BackendUnreachable,
        };
        if (outcome != Outcome.BodyIncomplete)
        {
            metrics.BackendAnswered(webhook.Policy.Route, statusCode: null);
        }

        await AnswerWriter.WriteAsync(webhook, outcome);
        return outcome;
    }
}
