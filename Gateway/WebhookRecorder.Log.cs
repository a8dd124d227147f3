using Gateway.Observability;

namespace Gateway;

internal sealed partial class WebhookRecorder
{
    // WebhookId and not EventId, which ASP.NET Core's logging keeps for the event of the log itself.
    // Never a signature, a secret, a query or a body: the outcome and the ids are enough to follow a webhook up.
    public const string Template =
        "Webhook {Route} {Outcome} {StatusCode} mode={Mode} client={Client} key={KeyId} type={WebhookType} id={WebhookId} "
        + "bytes={Bytes} ms={ElapsedMs} request={RequestId} stage={Stage} age={AgeSeconds} detail={Detail}";

    /// <summary>Beside its id.</summary>
    public const string EventName = nameof(LogFinished);

    private void LogFinished(in WebhookLine line) => LogFinished(
        line.Route, line.Outcome, line.StatusCode, line.Mode, line.Client?.ToString(), line.KeyId, line.WebhookType, line.WebhookId,
        line.Bytes, line.Elapsed, line.RequestId, line.Stage, line.Age, line.Detail);

    [LoggerMessage(EventIds.WebhookFinished, LogLevel.Information, Template)]
    private partial void LogFinished(
        string route, string outcome, int statusCode, string mode, string? client, string? keyId, string? webhookType,
        string? webhookId, int bytes, double elapsedMs, string requestId, string? stage, double? ageSeconds,
        string? detail);
}
