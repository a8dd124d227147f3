using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Storage;
using Gateway.Storage.Memory;

namespace Gateway.Verification.RateLimit;

/// <summary>
/// What attempts that prove nothing draw on, apart from the route's budget: a flood of forged webhooks ends in 429
/// before its bodies are read, while the provider's own are let through. Kept in this process: nothing is looked up
/// elsewhere for a sender that is not proven.
/// </summary>
internal sealed class UnverifiedBudget(IReadOnlyList<RateLimitRule> rules, MemoryRateLimitStore budgets)
{
    private readonly RateLimitRule[] _rules = [.. rules];

    /// <summary>How long until this sender may try again; zero if it may now.</summary>
    public TimeSpan Wait(InboundWebhook webhook)
    {
        var longest = TimeSpan.Zero;
        foreach (var rule in _rules)
        {
            var wait = budgets.Peek(rule.UnverifiedCharge(webhook));
            longest = wait > longest ? wait : longest;
        }

        return longest;
    }

    /// <summary>
    /// Counts an attempt that turned out to prove nothing. An answered challenge has nothing to prove: providers repeat
    /// them, and must not use up what their webhooks arrive under.
    /// </summary>
    public void ChargeUnlessProven(InboundWebhook webhook, Verdict verdict)
    {
        if (verdict.Passed || verdict.Outcome == Outcome.Handshake || webhook.IsProven
            || webhook.StoppedAt is < StageName.Body or > StageName.Replay)
        {
            return;
        }

        foreach (var rule in _rules)
        {
            var charge = rule.UnverifiedCharge(webhook);
            budgets.TryTake(new ReadOnlySpan<RateLimitCharge>(in charge));
        }
    }
}
