using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Storage;

namespace Gateway.Verification.RateLimit;

/// <summary>
/// What proven webhooks draw on: all rules at once, or none. It is for what reaches the backend: whatever ends here gives its permit
/// back, or whoever has captured one webhook could use up the provider's budget with copies of it.
/// </summary>
internal sealed class ProvenBudget(IReadOnlyList<RateLimitRule> rules, IRateLimitStore budgets)
{
    private readonly RateLimitRule[] _rules = [.. rules];

    /// <summary>Takes a permit of each rule; returns how long there is to wait for one, zero if they were taken.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer within its deadline.</exception>
    public async ValueTask<TimeSpan> TryTakeAsync(InboundWebhook webhook, CancellationToken cancellation)
    {
        var charges = new RateLimitCharge[_rules.Length];
        for (var i = 0; i < charges.Length; i++)
        {
            charges[i] = _rules[i].Charge(webhook);
        }

        var wait = await budgets.TryTakeAsync(charges, cancellation);
        webhook.ProvenPermits = wait == TimeSpan.Zero ? charges : null;
        return wait;
    }

    /// <summary>Gives the permits back unless the webhook goes on to its backend.</summary>
    public async ValueTask SettleAsync(InboundWebhook webhook, Outcome outcome)
    {
        if (webhook.ProvenPermits is not { } charges || outcome == Outcome.Forwarded || outcome == Outcome.Queued)
        {
            return;
        }

        webhook.ProvenPermits = null;
        try
        {
            await budgets.GiveBackAsync(charges, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            // Counted and logged by the store; the permits come back with time.
        }
    }
}
