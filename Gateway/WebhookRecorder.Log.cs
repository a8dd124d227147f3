using Gateway.Observability;

namespace Gateway;

internal sealed partial class WebhookRecorder
{
    // WebhookId and not EventId, which ASP.NET Core's logging keeps for the event of the log itself.
    // Never a signature, a secret, a query or a body: the outcome and the ids are enough to follow a webhook up.
    public const string Template =
        "Webhook {Route} {Outcome} {StatusCode} {Method} {Path} provider={Provider} destination={Destination} mode={Mode} client={Client} tenant={Tenant} "
        + "key={KeyId} type={WebhookType} id={WebhookId} bytes={Bytes} ms={ElapsedMs} request={RequestId} stage={Stage} age={AgeSeconds} detail={Detail}";

    /// <summary>Beside its id.</summary>
    public const string EventName = nameof(LogFinished);

    private void LogFinished(in WebhookLine line)
    {
        var client = line.Client?.ToString();
        LogFinished(
            line.IsRefusal ? LogLevel.Warning : LogLevel.Information,
            line.Route, line.Outcome, line.StatusCode, line.Method, line.Path, line.Provider, line.Destination, line.Mode, client,
            line.Tenant, line.KeyId, line.WebhookType, line.WebhookId, line.Bytes, line.Elapsed, line.RequestId, line.Stage, line.Age, line.Detail);
    }

    [LoggerMessage(EventId = EventIds.WebhookFinished, Message = Template)]
    private partial void LogFinished(
        LogLevel level, string route, string outcome, int statusCode, string method, string path, string? provider, string? destination,
        string mode, string? client, string? tenant, string? keyId, string? webhookType, string? webhookId, int bytes, double elapsedMs, string requestId,
        string? stage, double? ageSeconds, string? detail);
}
