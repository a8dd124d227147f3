using Gateway.Observability;

namespace Gateway;

internal sealed partial class WebhookRecorder
{
    // WebhookId and not EventId, which ASP.NET Core's logging keeps for the event of the log itself.
    // Never a signature, a secret, a query or a body: the outcome and the ids are enough to follow a webhook up.
    [LoggerMessage(EventIds.WebhookFinished, LogLevel.Information,
        "Webhook {Route} {Outcome} {StatusCode} mode={Mode} client={Client} key={KeyId} type={WebhookType} id={WebhookId} "
        + "bytes={Bytes} ms={ElapsedMs} request={RequestId} stage={Stage} age={AgeSeconds} detail={Detail}")]
    private partial void LogFinished(
        string route, string outcome, int statusCode, string mode, string? client, string? keyId, string? webhookType,
        string? webhookId, int bytes, double elapsedMs, string requestId, string? stage, double? ageSeconds,
        string? detail);
}
