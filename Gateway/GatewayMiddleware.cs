using System.Runtime.CompilerServices;
using Gateway.Captures.Revival;
using Gateway.Connections;
using Gateway.Delivery;
using Gateway.Delivery.Destinations.Http;
using Gateway.Forwarding;
using Gateway.Intake;
using Gateway.Intake.Memory;
using Gateway.Outcomes;
using Gateway.Verification;

namespace Gateway;

/// <summary>
/// The journey of one webhook, from YARP's match of its route to the answer. Runs inside YARP's pipeline, so that route,
/// cluster and policy are of one configuration.
/// </summary>
internal sealed class GatewayMiddleware(
    RequestDelegate next,
    RequestGuard guard,
    WebhookForwarder forwarder,
    WebhookAcceptor acceptor,
    WebhookRecorder recorder,
    TrafficMetrics traffic,
    ProxyHint proxyHint,
    ConnectionPlaces places,
    MemoryBudget budget,
    TimeProvider clock)
{
    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<QueuedRequest>() is { } queued
            ? queued.ForwardAsync(next) // Accepted before, and judged then.
            : ReceiveAsync(context);

    private async Task ReceiveAsync(HttpContext context)
    {
        var started = clock.GetTimestamp();
        // Without both there is nothing to judge by, so nothing gets through: the exception ends in 500.
        var checks = context.GetEndpoint()?.Metadata.GetMetadata<RouteChecks>()
            ?? throw new InvalidOperationException("The route has no checks.");
        var revived = context.Features.Get<RevivedRequest>();
        using var webhook = Admit(context, checks, revived);
        traffic.Started();
        var outcome = Outcome.Undecided; // What an exception leaves: a bug, and recorded as one.
        try
        {
            outcome = !webhook.TryHold() ? await RefuseAsync(webhook, Outcome.Overloaded)
                : await guard.RefuseAsync(webhook) is { } refusal
                ? await RefuseAsync(webhook, Charge(webhook, checks, refusal))
                : await DecideAsync(webhook, checks);
        }
        catch (Exception exception) when (HasBrokenOff(webhook, exception))
        {
            outcome = Outcome.BodyIncomplete; // There is nobody to be answered.
        }
        catch when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError; // Kestrel's, set before the log line.
            throw;
        }
        finally
        {
            revived?.End(webhook, outcome, RefusalDetail.Of(webhook, outcome));
            traffic.Ended(webhook, checks.Pipeline.AsksForProof);
            recorder.Finished(webhook, outcome, clock.GetElapsedTime(started));
            if (!webhook.IsSettled)
            {
                await SettleAsync(webhook, checks, outcome); // Refused before it was decided, broken off, or an exception.
            }
        }
    }

    /// <summary>Whether it is the sender's doing, wherever it was noticed: a connection that ended, or an HTTP/2 stream that was reset.</summary>
    private static bool HasBrokenOff(InboundWebhook webhook, Exception exception) =>
        !webhook.BodyIsComplete && webhook.Context.RequestAborted.IsCancellationRequested
        && exception is (IOException or OperationCanceledException);

    /// <summary>What is refused before any stage proves nothing: it takes its sender's permit as other refusals do, and is 429 without one.</summary>
    private static Outcome Charge(InboundWebhook webhook, RouteChecks checks, Outcome refusal)
    {
        if (webhook.IsRevived)
        {
            return refusal;
        }

        webhook.RetryAfter = checks.UnverifiedBudget?.TryTake(webhook) ?? TimeSpan.Zero;
        return webhook.RetryAfter == TimeSpan.Zero ? refusal : Outcome.RateLimited;
    }

    /// <summary>In a monitored route, too.</summary>
    private static async Task<Outcome> RefuseAsync(InboundWebhook webhook, Outcome refusal)
    {
        await AnswerWriter.WriteAsync(webhook, refusal);
        return refusal;
    }

    /// <summary>The outcome that is recorded: in a monitored route, how it would have ended.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Outcome> DecideAsync(InboundWebhook webhook, RouteChecks checks)
    {
        // Stages do not hear of a sender that hangs up: what was asked of a store has to be known.
        var verdict = await checks.Pipeline.VerifyAsync(webhook, CancellationToken.None);
        webhook.IsVerified = verdict.Passed && webhook.MonitoredOutcome is null;
        if (verdict.Passed && webhook.IsProven && checks.Pipeline.AsksForProof && webhook.Context.Features.Get<HeldConnection>() is { } connection)
        {
            places.Prove(connection);
        }

        if (webhook.IsTrial)
        {
            return verdict.Passed ? webhook.MonitoredOutcome ?? EndAtDestinations(webhook) ?? Outcome.Forwarded : verdict.Outcome;
        }

        webhook.LetGoOfReadings(); // The backend, a store or the sender may take long.
        if (verdict.Passed && webhook.Context.GetEndpoint()!.Metadata.GetMetadata<DeliveryPolicy>() is { } delivery)
        {
            if (webhook.Tenant is { } tenant)
            {
                webhook.Request.Headers[GatewayHeaders.Tenant] = tenant; // Stored with the others; the sender's own are gone.
            }

            var accepted = await acceptor.AcceptAsync(webhook, delivery); // Which finds out whether it is a copy.
            await SettleAsync(webhook, checks, accepted);
            await AnswerWriter.WriteAsync(webhook, accepted);
            return accepted;
        }

        await SettleAsync(webhook, checks, verdict.Passed ? Outcome.Forwarded : verdict.Outcome);
        if (verdict.Passed)
        {
            var forwarded = await forwarder.ForwardAsync(webhook, next);
            webhook.IsMonitored = webhook.MonitoredOutcome is not null && forwarded == Outcome.Forwarded;
            return webhook.IsMonitored ? webhook.MonitoredOutcome! : forwarded;
        }

        // A challenge is nothing that Enforce would refuse: unanswered, the provider's registration would fail in Monitor.
        // Nor is what was kept let through for it: nothing is released that is not verified.
        if (webhook.Mode == VerificationMode.Monitor && verdict.Outcome != Outcome.Handshake && !webhook.IsRevived)
        {
            webhook.MonitoredOutcome = verdict.Outcome;
            await forwarder.ForwardAsync(webhook, next);
        }
        else
        {
            await AnswerWriter.WriteAsync(webhook, verdict.Outcome);
        }

        return verdict.Outcome;
    }

    /// <summary>How a webhook ends that no destination of its route gets; null for any other.</summary>
    private static Outcome? EndAtDestinations(InboundWebhook webhook) =>
        webhook.Context.GetEndpoint()!.Metadata.GetMetadata<DeliveryPolicy>() is { } delivery ? DestinationChoice.Of(webhook, delivery).End : null;

    /// <summary>Before the answer: whoever sends again on it finds its budgets as they are to be.</summary>
    private static ValueTask SettleAsync(InboundWebhook webhook, RouteChecks checks, Outcome outcome)
    {
        webhook.IsSettled = true;
        checks.UnverifiedBudget?.Settle(webhook, outcome);
        return checks.ProvenBudget?.SettleAsync(webhook, outcome) ?? ValueTask.CompletedTask;
    }

    private InboundWebhook Admit(HttpContext context, RouteChecks checks, RevivedRequest? revived)
    {
        var policy = context.GetEndpoint()?.Metadata.GetMetadata<RoutePolicy>()
            ?? throw new InvalidOperationException("The route has no policy.");
        BodyDrain.Lift(context);
        var peer = context.Connection.RemoteIpAddress;
        var client = revived is null ? policy.ClientResolver.Resolve(peer, context.Request.Headers) : revived.Client;
        var isFromTrustedProxy = revived?.IsFromTrustedProxy ?? policy.ClientResolver.Trusts(peer);
        if (revived is null)
        {
            proxyHint.Look(policy.ClientResolver, context);
        }

        var headers = InboundHeaders.Clean(context.Request.Headers, policy);
        if (checks.ClientCertificate?.Header is { } certificate)
        {
            InboundHeaders.RemoveSpellings(context.Request.Headers, certificate, keepsItself: isFromTrustedProxy);
        }

        if (policy.Mode != VerificationMode.None)
        {
            // The body is bounded by its whole time instead, and refused with the route's own answer.
            BodyDataRate.Lift(context);
            ConnectionUpgrade.Remove(context);
        }

        // YARP writes X-Forwarded-For from here: the backend is told the same address the gateway judged by.
        context.Connection.RemoteIpAddress = client;
        var memory = budget.Open(client is null ? UInt128.MaxValue : AddressBits.SenderOf(client), policy.Route);
        return new InboundWebhook(context, policy, client, revived?.ReceivedAt ?? clock.GetUtcNow(), memory)
        {
            IsFromTrustedProxy = isFromTrustedProxy,
            BytesOfHeaders = headers.Bytes,
            MayOverride = headers.MayOverride,
            IsRevived = revived is not null,
            IsTrial = revived?.IsTrial == true,
        };
    }
}
