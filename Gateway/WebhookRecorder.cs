using Gateway.Captures;
using Gateway.Intake;
using Gateway.Observability;
using Gateway.Outcomes;

namespace Gateway;

/// <summary>Says what became of each webhook: once in the metrics, once in the log; and keeps a copy of what may be asked about.</summary>
internal sealed partial class WebhookRecorder(GatewayMetrics metrics, CaptureKeeper? captures, ILogger<WebhookRecorder> logger)
{
    private static readonly string[] Modes = [.. Enum.GetNames<VerificationMode>().Select(name => name.ToLowerInvariant())];

    /// <param name="webhook">What was found out about it.</param>
    /// <param name="outcome">How it ended; in a monitored route, how it would have ended.</param>
    /// <param name="elapsed">From the match of the route to the answer.</param>
    public void Finished(InboundWebhook webhook, Outcome outcome, TimeSpan elapsed)
    {
        var policy = webhook.Policy;
        var mode = Modes[(int)policy.Mode];
        metrics.WebhookFinished(policy.Route, outcome.Code, mode, elapsed);
        if (webhook.Violations.Count > 0)
        {
            metrics.SchemaViolated(policy.Route, isRefused: outcome == Outcome.SchemaInvalid);
        }

        if (outcome == Outcome.BodyInvalid && RefusalDetail.Of(webhook.Json.Defect) is { } defect)
        {
            metrics.JsonRefused(policy.Route, defect);
        }

        if (webhook.KeyId is { } key)
        {
            metrics.KeyUsed(policy.Route, key);
        }

        if (captures?.Keeps(webhook, outcome) == true)
        {
            captures.Keep(webhook, outcome, RefusalDetail.Of(webhook, outcome));
        }

        if (logger.IsEnabled(LogLevel.Information))
        {
            LogFinished(
                policy.Route, outcome.Code, webhook.Context.Response.StatusCode, mode, webhook.Client?.ToString(),
                LogText.Of(webhook.KeyId), LogText.Of(webhook.EventType), LogText.Of(webhook.EventId), webhook.Body.ReceivedLength, elapsed.TotalMilliseconds,
                webhook.Context.TraceIdentifier, StageOf(webhook), (webhook.ReceivedAt - webhook.SignedAt)?.TotalSeconds,
                RefusalDetail.Of(webhook, outcome));
        }
    }

    private static string? StageOf(InboundWebhook webhook) =>
        webhook.StoppedAt == StageName.None ? null : GatewayMetrics.NameOf(webhook.StoppedAt);
}
