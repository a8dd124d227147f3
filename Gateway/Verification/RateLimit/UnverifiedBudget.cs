using System.Runtime.CompilerServices;
using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Storage;
using Gateway.Storage.Memory;

namespace Gateway.Verification.RateLimit;

/// <summary>
/// What attempts draw on that have not proven anything, apart from the route's budget: a flood of forged webhooks ends in
/// 429 before its bodies are read, while the provider's own are let through. Kept in this process: nothing is looked up
/// elsewhere for a sender that is not proven.
/// </summary>
internal sealed class UnverifiedBudget(IReadOnlyList<RateLimitRule> rules, MemoryRateLimitStore budgets)
{
    /// <summary>In bytes of a body: to receive and hash as many costs about as much of the processor as a small attempt does in all.</summary>
    public const int BytesPerPermit = 64 * 1024;

    private readonly RateLimitRule[] _rules = [.. rules];

    /// <summary>
    /// Takes a permit for as long as nothing is proven, so that no number of attempts at one time is free; returns how long
    /// this sender has to wait for one, zero if it was taken.
    /// </summary>
    public TimeSpan TryTake(InboundWebhook webhook)
    {
        var charges = default(ChargeList);
        var wait = budgets.TryTake(ChargesOf(webhook, ref charges));
        webhook.HoldsUnverifiedPermit = wait == TimeSpan.Zero;
        return wait;
    }

    /// <summary>
    /// Gives the permit back unless the attempt turned out to prove nothing. An answered challenge has nothing to prove:
    /// providers repeat them, and must not use up what their webhooks arrive under.
    /// </summary>
    public void Settle(InboundWebhook webhook, Verdict verdict) => Settle(webhook, verdict.Passed ? Outcome.Forwarded : verdict.Outcome);

    /// <summary>
    /// The same for what ended behind the stages. A proven webhook that adds nothing, above all a copy, keeps its permit: whoever has
    /// captured one can send it as often as it likes.
    /// </summary>
    public void Settle(InboundWebhook webhook, Outcome outcome)
    {
        // What names a key that nobody has is no 4xx while the provider does not say whether it has one.
        if (webhook.HoldsUnverifiedPermit && !webhook.IsProven && (outcome.StatusCode is >= 400 and < 500 || outcome == Outcome.ProviderUnavailable))
        {
            ChargeLength(webhook);
        }

        if (webhook.HoldsUnverifiedPermit && ((webhook.IsProven && !AddsNothing(outcome)) || outcome == Outcome.Handshake))
        {
            webhook.HoldsUnverifiedPermit = false;
            var charges = default(ChargeList);
            budgets.GiveBack(ChargesOf(webhook, ref charges));
        }
    }

    /// <summary>
    /// A permit for each further 64 KiB that were received of a body that proved nothing, or that it was decoded to. Not before that is known: on arrival
    /// it would refuse large webhooks that are genuine.
    /// </summary>
    private void ChargeLength(InboundWebhook webhook)
    {
        var permits = (Math.Max(webhook.Body.ReceivedLength, webhook.Body.Decoder?.Length ?? 0) - 1) / BytesPerPermit;
        if (permits > 0)
        {
            var charges = default(ChargeList);
            budgets.Overdraw(ChargesOf(webhook, ref charges), permits);
        }
    }

    /// <summary>What a webhook that is proven is refused for, or answered with, because of what it is itself.</summary>
    private static bool AddsNothing(Outcome outcome) =>
        outcome == Outcome.Duplicate || outcome == Outcome.DuplicateInFlight || outcome == Outcome.Ignored
        || outcome == Outcome.BodyInvalid || outcome == Outcome.SchemaInvalid || outcome == Outcome.EventIdMissing;

    private ReadOnlySpan<RateLimitCharge> ChargesOf(InboundWebhook webhook, ref ChargeList charges)
    {
        for (var i = 0; i < _rules.Length; i++)
        {
            charges[i] = _rules[i].UnverifiedCharge(webhook);
        }

        return charges[.._rules.Length];
    }

    [InlineArray(RateLimitCompiler.MostRules)]
    private struct ChargeList
    {
        private RateLimitCharge _first;
    }
}
