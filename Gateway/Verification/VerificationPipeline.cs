using Gateway.Intake;
using Gateway.Observability;
using Gateway.Outcomes;
using Gateway.Storage;

namespace Gateway.Verification;

/// <summary>Asks each stage in turn and stops at the first that does not pass.</summary>
internal sealed class VerificationPipeline(
    IReadOnlyList<IVerificationStage> stages, string route, GatewayMetrics metrics, TimeProvider clock)
{
    // An array: the loop of the hot path goes over it without an enumerator.
    private readonly IVerificationStage[] _stages = [.. stages];

    public async ValueTask<Verdict> VerifyAsync(InboundWebhook webhook, CancellationToken cancellation)
    {
        foreach (var stage in _stages)
        {
            var started = clock.GetTimestamp();
            var verdict = await VerifyAsync(stage, webhook, cancellation);
            metrics.StageFinished(route, stage.Name, clock.GetElapsedTime(started));
            if (!verdict.Passed)
            {
                webhook.StoppedAt = stage.Name;
                return verdict;
            }
        }

        return Verdict.Pass;
    }

    private static async ValueTask<Verdict> VerifyAsync(
        IVerificationStage stage, InboundWebhook webhook, CancellationToken cancellation)
    {
        try
        {
            return await stage.VerifyAsync(webhook, cancellation);
        }
        catch (StoreUnavailableException)
        {
            return Verdict.Stop(Outcome.StoreUnavailable);
        }
    }
}
