using Gateway.Alarms;
using Gateway.Captures;
using Gateway.Intake;
using Gateway.Observability;
using Gateway.Observability.Traffic;
using Gateway.Outcomes;
using Yarp.ReverseProxy.Model;

namespace Gateway;

/// <summary>Says what became of each webhook: once in the metrics, once in the log; and keeps a copy of what may be asked about.</summary>
internal sealed partial class WebhookRecorder(
    GatewayMetrics metrics, CaptureKeeper? captures, ILogger<WebhookRecorder> logger, StraightLog? log = null, TrafficHistory? history = null,
    Tally? tally = null)
{
    private static readonly string[] Modes = [.. Enum.GetNames<VerificationMode>().Select(name => name.ToLowerInvariant())];

    /// <param name="webhook">What was found out about it.</param>
    /// <param name="outcome">How it ended; in a monitored route, how it would have ended.</param>
    /// <param name="elapsed">From the match of the route to the answer.</param>
    public void Finished(InboundWebhook webhook, Outcome outcome, TimeSpan elapsed)
    {
        if (webhook.IsTrial)
        {
            return; // Nothing has become of it.
        }

        var policy = webhook.Policy;
        var mode = Modes[(int)(webhook.IsMonitored ? VerificationMode.Monitor : webhook.Mode)];
        metrics.WebhookFinished(policy.Route, outcome.Code, mode, elapsed);
        tally?.Count(webhook, outcome);
        if (webhook.Violations.Count > 0)
        {
            metrics.SchemaViolated(policy.Route, isRefused: outcome == Outcome.SchemaInvalid);
        }

        if (outcome == Outcome.BodyInvalid && RefusalDetail.Of(webhook.Json.Defect) is { } defect)
        {
            metrics.JsonRefused(policy.Route, defect);
        }

        if (webhook.CountedKeyId is { } key)
        {
            metrics.KeyUsed(policy.Route, key); // Never a tenant's name, nor what it calls its secrets.
        }

        var keeps = captures?.Keeps(webhook, outcome) == true;
        var isRefusal = outcome.Kind == OutcomeKind.Refusal;
        var logs = logger.IsEnabled(isRefusal ? LogLevel.Warning : LogLevel.Information);
        var age = webhook.ReceivedAt - webhook.SignedAt;
        var ended = new FinishedWebhook
        {
            Route = policy.Route,
            Outcome = outcome,
            StatusCode = webhook.Context.Response.StatusCode,
            ReceivedAt = webhook.ReceivedAt,
            IsRevived = webhook.IsRevived,
            Elapsed = elapsed,
            IsProven = webhook.IsProven,
            KeyId = webhook.CountedKeyId,
            Tenant = webhook.Tenant ?? webhook.ClaimedTenant,
            IsOfTenant = webhook.Tenant is not null,
            Age = age,
        };
        var lists = history?.Count(ended) == true;
        var detail = keeps || logs || lists ? RefusalDetail.Of(webhook, outcome) : null;
        if (keeps)
        {
            captures!.Keep(webhook, outcome, detail);
        }

        if (logs)
        {
            Log(webhook.Context, new WebhookLine
            {
                IsRefusal = isRefusal,
                Route = policy.Route,
                Outcome = outcome.Code,
                StatusCode = webhook.Context.Response.StatusCode,
                Method = LogText.Field(webhook.Request.Method, LogText.LongestMethod),
                Path = LogText.Field(webhook.Request.Path.Value ?? "", LogText.LongestPath),
                Provider = policy.Provider,
                Destination = webhook.Context.Features.Get<IReverseProxyFeature>()?.ProxiedDestination?.DestinationId,
                Mode = mode,
                Client = webhook.Client,
                KeyId = LogText.Field(webhook.KeyId),
                WebhookType = LogText.Field(webhook.EventType),
                WebhookId = LogText.Field(webhook.EventId),
                Bytes = webhook.Body.ReceivedLength,
                Elapsed = Math.Round(elapsed.TotalMilliseconds, 3),
                RequestId = webhook.Context.TraceIdentifier,
                Stage = StageOf(webhook),
                Age = age?.TotalSeconds,
                Detail = detail,
                Tenant = LogText.Field(ended.Tenant),
            });
        }

        if (lists)
        {
            history!.List(Listed(webhook, ended, mode, detail));
        }
    }

    private static ListedWebhook Listed(InboundWebhook webhook, in FinishedWebhook ended, string mode, string? detail) => new()
    {
        RequestId = webhook.Context.TraceIdentifier,
        Route = ended.Route,
        Outcome = ended.Outcome.Code,
        End = ended.End,
        StatusCode = ended.StatusCode,
        Mode = mode,
        Client = webhook.Client,
        ReceivedAt = ended.ReceivedAt,
        Elapsed = ended.Elapsed,
        Stage = StageOf(webhook),
        Detail = ListedWebhook.Cut(detail),
        Tenant = ended.Tenant,
        KeyId = LogText.Of(ListedWebhook.Cut(webhook.KeyId)),
        EventType = LogText.Of(ListedWebhook.Cut(webhook.EventType)),
        EventId = LogText.Of(ListedWebhook.Cut(webhook.EventId)),
        Bytes = webhook.Body.ReceivedLength,
        Age = ended.Age,
    };

    /// <summary>Straight to the output where Serilog's configuration allows it.</summary>
    internal void Log(HttpContext context, in WebhookLine line)
    {
        if (log is null)
        {
            LogFinished(line);
        }
        else
        {
            WebhookLineWriter.Write(line, context, log);
        }
    }

    private static string? StageOf(InboundWebhook webhook) =>
        webhook.StoppedAt == StageName.None ? null : GatewayMetrics.NameOf(webhook.StoppedAt);
}
