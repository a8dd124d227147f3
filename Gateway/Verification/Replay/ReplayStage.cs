using Gateway.Intake;
using Gateway.Observability;
using Gateway.Outcomes;

namespace Gateway.Verification.Replay;

/// <summary>Refuses what was signed too long ago, or ahead of its time.</summary>
internal sealed class ReplayStage(TimestampPolicy policy, string route, GatewayMetrics metrics) : IVerificationStage
{
    public StageName Name => StageName.Replay;

    public ValueTask<Verdict> VerifyAsync(InboundWebhook webhook, CancellationToken cancellation) => new(Verify(webhook));

    private Verdict Verify(InboundWebhook webhook)
    {
        var state = policy.Source.Read(webhook, out var text);
        if (state == ValueState.Unreadable)
        {
            return Verdict.Stop(Outcome.BodyInvalid);
        }

        if (state != ValueState.Found || !TimestampText.TryRead(text.Span, policy.Format, out var signedAt))
        {
            webhook.ProofDefect = state == ValueState.Found ? policy.Malformed(text.Span) : policy.Missing(state);
            return Verdict.Stop(Outcome.TimestampMissing);
        }

        webhook.SignedAt = signedAt;
        var age = webhook.ReceivedAt - signedAt;
        metrics.ClockSkew(route, age);
        if (age > policy.MaxAge)
        {
            webhook.ProofDefect = policy.TooOld(age);
            return Verdict.Stop(Outcome.TimestampTooOld);
        }

        if (age < -policy.MaxSkew)
        {
            webhook.ProofDefect = policy.InFuture(-age);
            return Verdict.Stop(Outcome.TimestampInFuture);
        }

        return Verdict.Pass;
    }
}
