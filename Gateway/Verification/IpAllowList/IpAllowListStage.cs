using Gateway.Intake;
using Gateway.Outcomes;

namespace Gateway.Verification.IpAllowList;

/// <summary>Lets in the addresses a provider publishes. A client whose address is not known is not let in.</summary>
internal sealed class IpAllowListStage(IpRangeSet allowed) : IVerificationStage
{
    public StageName Name => StageName.IpAllowList;

    public ValueTask<Verdict> VerifyAsync(InboundWebhook webhook, CancellationToken cancellation) =>
        new(webhook.Client is { } client && allowed.Contains(AddressBits.Of(client))
            ? Verdict.Pass
            : Verdict.Stop(Outcome.IpNotAllowed));
}
