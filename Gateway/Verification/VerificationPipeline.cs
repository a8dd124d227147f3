using Gateway.Intake;
using Gateway.Observability;
using Gateway.Outcomes;

namespace Gateway.Verification;

/// <summary>Asks each stage in turn and stops at the first that does not pass.</summary>
internal sealed class VerificationPipeline
{
    // Arrays: the loop of the hot path goes over them without an enumerator, and the labels are put together once.
    private readonly IVerificationStage[] _stages;
    private readonly KeyValuePair<string, object?>[] _labels;
    private readonly int _admission;
    private readonly int _proofEnd;
    private readonly bool[] _isMonitored;
    private readonly bool[] _needsProof;
    private readonly bool[] _proves;
    private readonly GatewayMetrics _metrics;
    private readonly TimeProvider _clock;

    /// <param name="stages">In their order.</param>
    /// <param name="metrics">Measures them.</param>
    /// <param name="clock">The same.</param>
    /// <param name="monitored">Those that let on what they do not pass; null for none.</param>
    public VerificationPipeline(
        StageList stages, GatewayMetrics metrics, TimeProvider clock, IReadOnlySet<StageName>? monitored = null)
    {
        _stages = [.. stages.Proof, .. stages.Proven];
        _labels = [.. _stages.Select(stage => GatewayMetrics.StageLabel(stage.Name))];
        var first = Array.FindIndex(_stages, stage => stage.Name is not (StageName.IpAllowList or StageName.RateLimit));
        _admission = first < 0 ? _stages.Length : first;
        _proofEnd = stages.Proof.Count;
        var signature = Array.FindIndex(_stages, stage => stage.Name == StageName.Signature);
        _isMonitored = [.. _stages.Select(stage => monitored?.Contains(stage.Name) == true)];
        _proves = [.. _stages.Select(stage => stage.Name == StageName.Signature || (stage.Name == StageName.IpAllowList && signature < 0))];

        // What takes from the provider's own: a stranger must not use up its budget, occupy its ids or have its challenges answered.
        _needsProof =
        [
            .. _stages.Select((stage, index) => stage.Name switch
            {
                StageName.RateLimit => index >= _proofEnd,
                StageName.Handshake => signature >= 0 && index > signature,
                StageName.Deduplication => true,
                _ => false,
            }),
        ];
        (_metrics, _clock) = (metrics, clock);
    }

    /// <summary>The stages in the order they run.</summary>
    public IReadOnlyList<IVerificationStage> Stages => _stages;

    /// <summary>Those of them that let on what they do not pass.</summary>
    public IEnumerable<IVerificationStage> Monitored => _stages.Where((_, index) => _isMonitored[index]);

    /// <summary>Whether who passes has proved anything.</summary>
    public bool AsksForProof => _proofEnd > 0;

    public async ValueTask<Verdict> VerifyAsync(InboundWebhook webhook, CancellationToken cancellation)
    {
        var started = _clock.GetTimestamp();
        var isUnproven = false;
        for (var i = 0; i < _stages.Length; i++)
        {
            if (i == _admission)
            {
                webhook.IsAdmitted = true;
            }

            if (isUnproven && _needsProof[i])
            {
                continue;
            }

            if (i == _proofEnd && !isUnproven)
            {
                webhook.Prove();
            }

            var verdict = await _stages[i].VerifyAsync(webhook, cancellation);
            var finished = _clock.GetTimestamp();
            if (!webhook.IsTrial)
            {
                _metrics.StageFinished(_labels[i], _clock.GetElapsedTime(started, finished));
            }

            if (!verdict.Passed || webhook.Memory.WasRefused || webhook.Body.Decoder is not null)
            {
                var judged = Judge(webhook, verdict);
                if (!judged.Passed)
                {
                    // Nothing that was kept is let on: it is released if it verifies. Nor what this stage could not look at.
                    if (_isMonitored[i] && judged.Outcome == verdict.Outcome && !webhook.Memory.WasRefused && !webhook.IsRevived)
                    {
                        LetOn(webhook, verdict.Outcome, _stages[i].Name);
                        isUnproven |= _proves[i];
                        started = finished;
                        continue;
                    }

                    webhook.StoppedAt = _stages[i].Name;
                    return judged;
                }
            }

            started = finished;
        }

        webhook.IsAdmitted = true;
        if (!isUnproven)
        {
            webhook.Prove(); // The route may have no stage behind the proof.
        }

        return Verdict.Pass;
    }

    /// <summary>The first is what it would have ended with.</summary>
    private static void LetOn(InboundWebhook webhook, Outcome outcome, StageName stage)
    {
        if (webhook.MonitoredOutcome is null)
        {
            (webhook.MonitoredOutcome, webhook.StoppedAt) = (outcome, stage);
        }
    }

    /// <summary>
    /// What could not be read for want of memory says nothing about the webhook, whatever the stage made of it; nor does what is in a body
    /// that cannot be decoded.
    /// </summary>
    private static Verdict Judge(InboundWebhook webhook, Verdict verdict) =>
        webhook.Memory.WasRefused ? Verdict.Stop(Outcome.Overloaded)
        : webhook.Body.Decoder?.Defect switch
        {
            DecodingDefect.TooLarge => Verdict.Stop(Outcome.BodyTooLarge),
            DecodingDefect.Malformed => Verdict.Stop(Outcome.BodyInvalid),
            _ => verdict,
        };
}
