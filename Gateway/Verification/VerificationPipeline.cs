using Gateway.Intake;
using Gateway.Observability;
using Gateway.Outcomes;

namespace Gateway.Verification;

/// <summary>Asks each stage in turn and stops at the first that does not pass.</summary>
internal sealed class VerificationPipeline
{
    // Arrays: the loop of the hot path goes over them without an enumerator, and the labels are put together once.
    private readonly IVerificationStage[] _stages;
    private readonly KeyValuePair<string, object?>[][] _labels;
    private readonly int _admission;
    private readonly int _proofEnd;
    private readonly GatewayMetrics _metrics;
    private readonly TimeProvider _clock;

    public VerificationPipeline(StageList stages, string route, GatewayMetrics metrics, TimeProvider clock)
    {
        _stages = [.. stages.Proof, .. stages.Proven];
        _labels = [.. _stages.Select(stage => GatewayMetrics.StageLabels(route, stage.Name))];
        var first = Array.FindIndex(_stages, stage => stage.Name is not (StageName.IpAllowList or StageName.RateLimit));
        _admission = first < 0 ? _stages.Length : first;
        _proofEnd = stages.Proof.Count;
        (_metrics, _clock) = (metrics, clock);
    }

    /// <summary>The stages in the order they run.</summary>
    public IReadOnlyList<IVerificationStage> Stages => _stages;

    /// <summary>Whether who passes has proved anything.</summary>
    public bool AsksForProof => _proofEnd > 0;

    public async ValueTask<Verdict> VerifyAsync(InboundWebhook webhook, CancellationToken cancellation)
    {
        var started = _clock.GetTimestamp();
        for (var i = 0; i < _stages.Length; i++)
        {
            if (i == _admission)
            {
                webhook.IsAdmitted = true;
            }

            if (i == _proofEnd)
            {
                webhook.Prove();
            }

            var verdict = await _stages[i].VerifyAsync(webhook, cancellation);
            var finished = _clock.GetTimestamp();
            if (!webhook.IsTrial)
            {
                _metrics.StageFinished(_labels[i], _clock.GetElapsedTime(started, finished));
            }

            if (!verdict.Passed || webhook.Memory.WasRefused)
            {
                // What could not be read for want of memory says nothing about the webhook, whatever the stage made of it.
                webhook.StoppedAt = _stages[i].Name;
                return webhook.Memory.WasRefused ? Verdict.Stop(Outcome.Overloaded) : verdict;
            }

            started = finished;
        }

        webhook.IsAdmitted = true;
        webhook.Prove(); // The route may have no stage behind the proof.
        return Verdict.Pass;
    }
}
