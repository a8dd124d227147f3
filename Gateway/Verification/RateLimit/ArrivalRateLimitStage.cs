using Gateway.Intake;
using Gateway.Outcomes;

namespace Gateway.Verification.RateLimit;

/// <summary>Before the body: stops senders that have used up their attempts without proving anything.</summary>
internal sealed class ArrivalRateLimitStage(UnverifiedBudget budget) : IVerificationStage
{
    public StageName Name => StageName.RateLimit;

    public ValueTask<Verdict> VerifyAsync(InboundWebhook webhook, CancellationToken cancellation)
    {
        if (webhook.IsRevived || webhook.IsTrial)
        {
            return new(Verdict.Pass); // Nobody sends it.
        }

        webhook.RetryAfter = budget.TryTake(webhook);
        return new(webhook.RetryAfter == TimeSpan.Zero ? Verdict.Pass : Verdict.Stop(Outcome.RateLimited));
    }
}
