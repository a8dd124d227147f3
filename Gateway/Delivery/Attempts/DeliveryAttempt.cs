using Gateway.Delivery.Destinations;
using Gateway.Delivery.Destinations.Brokers;
using Gateway.Delivery.Stored;
using Gateway.Intake.Memory;
using Gateway.Observability;
using Gateway.Storage.Deliveries;

namespace Gateway.Delivery.Attempts;

/// <summary>Makes one attempt at one delivery, and says how the attempt ended and what follows from it.</summary>
internal sealed partial class DeliveryAttempt(
    EventSender sender, RequestReader reader, MemoryBudget budget, TimeProvider clock, ILogger<DeliveryAttempt> logger)
{
    /// <summary>
    /// Between two configurations a route may not be there, memory may be short, or the store away: not the destination's fault, and
    /// over in a moment.
    /// </summary>
    private static readonly TimeSpan WithoutAttempt = TimeSpan.FromSeconds(1);

    /// <param name="delivery">What was taken.</param>
    /// <param name="policy">Its destination's.</param>
    /// <param name="stopping">Ends the attempt; it is handed back then, as if it had not been made.</param>
    public async Task<(DeliverySettlement Settlement, Attempt Attempt)> MakeAsync(
        TakenDelivery delivery, DestinationPolicy policy, CancellationToken stopping)
    {
        var history = AttemptHistory.Read(delivery.History.Span, delivery.QueuedAt);
        var at = clock.GetUtcNow();
        var started = clock.GetTimestamp();
        using var timeout = new CancellationTokenSource(policy.Timeout, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping);
        var account = budget.OpenForDelivery((uint)delivery.Queue.GetHashCode());
        var copies = policy.Place.Broker is null ? 0 : BrokerMessage.BytesBeside(delivery.ContentLength);
        var read = await reader.ReadAsync(delivery.Event, delivery.ContentLength, account, beside: copies);
        delivery = delivery.WithoutContent();
        if (read is not { Request: { } request, Bytes: { } held })
        {
            return read.State == ReadState.Unreadable
                ? Conclude(delivery, policy, history, new Attempt(at, TimeSpan.Zero, AttemptResult.Unreadable, 0), new DestinationAnswer(AttemptResult.Unreadable))
                : PutBack(delivery, WithoutAttempt);
        }

        DestinationAnswer? sent;
        try
        {
            sent = await sender.SendAsync(delivery, request, held, account, history.Total + 1, end.Token);
        }
#pragma warning disable CA1031 // Do not catch general exception types: an event that makes the gateway fail must end as a dead letter.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFailed(delivery.Queue.Route, delivery.Queue.Destination, delivery.Event.Id, exception);
            var failed = new Attempt(at, clock.GetElapsedTime(started), AttemptResult.Failed, 0);
            return Conclude(delivery, policy, history, failed, new DestinationAnswer(AttemptResult.Failed));
        }

        if (sent is not { } answer || (stopping.IsCancellationRequested && answer.Result is (AttemptResult.Unreachable or AttemptResult.Timeout)))
        {
            return PutBack(delivery, sent is null ? WithoutAttempt : TimeSpan.Zero);
        }

        var attempt = new Attempt(at, clock.GetElapsedTime(started), answer.Result, answer.StatusCode) { Failure = answer.Failure };
        return Conclude(delivery, policy, history, attempt, answer);
    }

    /// <summary>As if it had not been attempted.</summary>
    private static (DeliverySettlement Settlement, Attempt Attempt) PutBack(TakenDelivery delivery, TimeSpan after) =>
        (new DeliverySettlement(delivery, DeliveryState.Waiting, delivery.History) { After = after }, default);

    private (DeliverySettlement Settlement, Attempt Attempt) Conclude(
        TakenDelivery delivery, DestinationPolicy policy, AttemptHistory history, in Attempt attempt, in DestinationAnswer answer)
    {
        var kept = history.Add(attempt, delivery.QueuedAt);
        if (attempt.Result == AttemptResult.Delivered)
        {
            return (new(delivery, DeliveryState.Delivered, kept), attempt);
        }

        if (answer.DeadReason is { } reason)
        {
            return (new(delivery, DeliveryState.Dead, kept) { Reason = reason }, attempt);
        }

        var now = clock.GetUtcNow();
        var next = policy.Retry.Next(history.SinceQueued + 1, now - delivery.QueuedAt, RetryAfterHeader.Read(answer.RetryAfter, now));
        return next is { } delay
            ? (new(delivery, DeliveryState.Waiting, kept) { After = delay }, attempt)
            : (new(delivery, DeliveryState.Dead, kept) { Reason = DeadReason.RetriesExhausted }, attempt);
    }

    [LoggerMessage(EventIds.DeliveryFailed, LogLevel.Error,
        "An attempt at the delivery {DeliveryId} of {Route} to {Destination} failed by a defect of the gateway.")]
    private partial void LogFailed(string route, string destination, Guid deliveryId, Exception exception);
}
