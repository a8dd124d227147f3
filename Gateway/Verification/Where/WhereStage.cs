using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Verification.Filters;

namespace Gateway.Verification.Where;

/// <summary>Answers what the route does not want, by what the webhook says.</summary>
internal sealed class WhereStage(IFilter filter) : IVerificationStage
{
    public StageName Name => StageName.Where;

    public ValueTask<Verdict> VerifyAsync(InboundWebhook webhook, CancellationToken cancellation) => new(filter.Judge(webhook) switch
    {
        FilterVerdict.Accepts => Verdict.Pass,
        FilterVerdict.Rejects => Verdict.Stop(Outcome.Ignored),
        _ => Verdict.Stop(Outcome.BodyInvalid),
    });
}
