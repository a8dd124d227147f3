using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Storage;

namespace Gateway.Verification.RateLimit;

/// <summary>Takes proven webhooks from the route's budgets: all rules at once, or none.</summary>
internal sealed class RateLimitStage(
    IReadOnlyList<RateLimitRule> rules, IRateLimitStore budgets, StoreFailure onStoreFailure) : IVerificationStage
{
    private readonly RateLimitRule[] _rules = [.. rules];

    public StageName Name => StageName.RateLimit;

    public async ValueTask<Verdict> VerifyAsync(InboundWebhook webhook, CancellationToken cancellation)
    {
        var charges = new RateLimitCharge[_rules.Length];
        for (var i = 0; i < charges.Length; i++)
        {
            charges[i] = _rules[i].Charge(webhook);
        }

        try
        {
            var answer = budgets.TryTakeAsync(charges, cancellation);
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
