using Gateway.Delivery.Attempts;
using Gateway.Observability;
using Gateway.Storage.Deliveries;

namespace Gateway.Delivery.Destinations;

internal sealed partial class DestinationWorker
{
    private readonly ILogger _logger = services.Logger;

    private void LogAttempt(TakenDelivery delivery, DeliverySettlement settlement, in Attempt attempt)
    {
        var stored = delivery.Event;
        var (type, id) = (LogText.Field(stored.EventType), LogText.Field(stored.EventId));
        if (settlement.State == DeliveryState.Dead)
        {
            LogDead(
                _queue.Route, _queue.Destination, settlement.Reason!, stored.Id, type, id,
                AttemptResultName.Of(attempt.Result), attempt.StatusCode, attempt.Failure ?? "");
        }
        else if (settlement.State == DeliveryState.Waiting)
        {
            LogRetry(
                _queue.Route, _queue.Destination, AttemptResultName.Of(attempt.Result), attempt.StatusCode, stored.Id, type,
                id, settlement.After.TotalSeconds, attempt.Failure ?? "");
        }
        else
        {
            LogDelivered(
                _queue.Route, _queue.Destination, attempt.StatusCode, stored.Id, type, id,
                attempt.Elapsed.TotalMilliseconds);
        }
    }

    private void LogBreaker(bool isPaused, TimeSpan pause)
    {
        if (isPaused)
        {
            LogPaused(_queue.Route, _queue.Destination, pause.TotalSeconds);
        }
        else
        {
            LogResumed(_queue.Route, _queue.Destination);
        }
    }

    [LoggerMessage(EventIds.Delivered, LogLevel.Information,
        "Delivered {Route} to {Destination}: {StatusCode}, delivery {DeliveryId}, event {EventType} {WebhookId}, {ElapsedMs} ms.")]
    private partial void LogDelivered(
        string route, string destination, int statusCode, Guid deliveryId, string? eventType, string? webhookId, double elapsedMs);

    [LoggerMessage(EventIds.DeliveryRetried, LogLevel.Information,
        "Delivery of {Route} to {Destination} failed ({Result}, {StatusCode}): delivery {DeliveryId}, event {EventType} {WebhookId}, next attempt in {RetrySeconds} s. {Failure}")]
    private partial void LogRetry(
        string route, string destination, string result, int statusCode, Guid deliveryId, string? eventType, string? webhookId,
        double retrySeconds, string failure);

    [LoggerMessage(EventIds.DeliveryDead, LogLevel.Warning,
        "Delivery of {Route} to {Destination} is a dead letter ({Reason}): delivery {DeliveryId}, event {EventType} {WebhookId}, last attempt {Result}, {StatusCode}. {Failure}")]
    private partial void LogDead(
        string route, string destination, string reason, Guid deliveryId, string? eventType, string? webhookId, string result,
        int statusCode, string failure);

    [LoggerMessage(EventIds.DestinationPaused, LogLevel.Warning,
        "Deliveries of {Route} to {Destination} pause for {PauseSeconds} s: it does not answer, or answers that it is down.")]
    private partial void LogPaused(string route, string destination, double pauseSeconds);

    [LoggerMessage(EventIds.DestinationResumed, LogLevel.Information, "Deliveries of {Route} to {Destination} go on.")]
    private partial void LogResumed(string route, string destination);

    [LoggerMessage(EventIds.DeliveryNotSettled, LogLevel.Warning,
        "How the delivery {DeliveryId} of {Route} to {Destination} ended could not be recorded before the stop; it may be repeated.")]
    private partial void LogNotSettled(string route, string destination, Guid deliveryId, Exception exception);

    [LoggerMessage(EventIds.QueueFailed, LogLevel.Error,
        "The queue of {Route} to {Destination} could not go on by a defect of the gateway; it is tried again.")]
    private partial void LogTakeFailed(string route, string destination, Exception exception);
}
