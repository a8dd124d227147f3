using Gateway.Intake;
using Gateway.Outcomes;

namespace Gateway.Verification;

/// <summary>One check, compiled for one route. Immutable: every request of the route shares it.</summary>
internal interface IVerificationStage
{
    StageName Name { get; }

    /// <summary>Answers for this webhook. A bad webhook is a verdict; an exception means the gateway is broken.</summary>
    ValueTask<Verdict> VerifyAsync(InboundWebhook webhook, CancellationToken cancellation);
}
