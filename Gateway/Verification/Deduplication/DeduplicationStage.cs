using System.Runtime.CompilerServices;
using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Storage;

namespace Gateway.Verification.Deduplication;

/// <summary>
/// Claims the event: the first attempt goes on to the backend, a copy meanwhile is told to come back, and once the
/// backend has processed it every further copy is answered here.
/// </summary>
internal sealed class DeduplicationStage(DeduplicationPolicy policy, IClaimStore claims, TimeProvider clock) : IVerificationStage
{
    public const int MaxParts = 4;

    /// <summary>With what is signed and the tenant behind them.</summary>
    private const int MaxKeyParts = MaxParts + 2;

    public StageName Name => StageName.Deduplication;

    public ValueTask<Verdict> VerifyAsync(InboundWebhook webhook, CancellationToken cancellation)
    {
        var parts = default(PartList);
        var count = 0;
        foreach (var source in policy.Key)
        {
            var state = source.Read(webhook, out parts[count++]);
            if (state != ValueState.Found)
            {
                return new(Verdict.Stop(state == ValueState.Missing ? Outcome.EventIdMissing : Outcome.BodyInvalid));
            }
        }

        var id = count;
        if (policy.Binding is { } binding)
        {
            parts[count++] = binding.Read(webhook).AsMemory();
        }

        if (webhook.Tenant is { } tenant)
        {
            parts[count++] = tenant.AsMemory(); // The ids of one tenant's events are nothing to another.
        }

        if (EventId.Key(policy.Route, parts[..count], webhook.Memory) is not { } key)
        {
            return new(Verdict.Stop(Outcome.Overloaded));
        }

        webhook.EventId = EventId.Text(parts[..id], key);
        if (webhook.IsTrial)
        {
            return new(Verdict.Pass);
        }

        var claim = new Claim(claims, key, ClaimOwner.Next(), policy.TimeToLive, policy.Lease, clock.GetTimestamp());
        if (policy.IsClaimedOnAcceptance)
        {
            webhook.Claim = claim;
            return new(Verdict.Pass);
        }

        return ClaimAsync(webhook, claim, cancellation);
    }

    private async ValueTask<Verdict> ClaimAsync(InboundWebhook webhook, Claim claim, CancellationToken cancellation)
    {
        webhook.LetGoOfReadings(); // Nothing behind this stage reads.
        ClaimState state;
        try
        {
            state = await claims.TryClaimAsync(claim.Key, claim.Owner, claim.Lease, cancellation);
        }
        catch (StoreUnavailableException)
        {
            // As the route says: rather twice than late, or the other way round.
            return policy.OnStoreFailure == StoreFailure.Forward ? Verdict.Pass : Verdict.Stop(Outcome.StoreUnavailable);
        }

        switch (state)
        {
            case ClaimState.Claimed:
                webhook.Claim = claim;
                return Verdict.Pass;
            case ClaimState.Processed:
                return Verdict.Stop(Outcome.Duplicate);
            case ClaimState.InFlight:
                webhook.RetryAfter = TimeSpan.FromSeconds(1);
                return Verdict.Stop(Outcome.DuplicateInFlight);
            default:
                return Verdict.Stop(Outcome.StoreUnavailable);
        }
    }

    [InlineArray(MaxKeyParts)]
    private struct PartList
    {
        private ReadOnlyMemory<char> _first;
    }
}
