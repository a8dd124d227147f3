using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Storage;

namespace Gateway.Verification.RateLimit;

/// <summary>Takes proven webhooks from the route's budget.</summary>
internal sealed class RateLimitStage(ProvenBudget budget, StoreFailure onStoreFailure) : IVerificationStage
{
    public StageName Name => StageName.RateLimit;

    public async ValueTask<Verdict> VerifyAsync(InboundWebhook webhook, CancellationToken cancellation)
    {
        if (webhook.IsTrial)
        {
            return Verdict.Pass;
        }

        try
        {
            var answer = budget.TryTakeAsync(webhook, cancellation);
            if (!answer.IsCompleted)
            {
                webhook.LetGoOfReadings();
            }

            webhook.RetryAfter = await answer;
        }
        catch (StoreUnavailableException)
        {
            // As the route says: rather too many than none, or the other way round.
            return onStoreFailure == StoreFailure.Forward ? Verdict.Pass : Verdict.Stop(Outcome.StoreUnavailable);
        }

        return webhook.RetryAfter == TimeSpan.Zero ? Verdict.Pass : Verdict.Stop(Outcome.RateLimited);
    }
}
