using System.Globalization;
using Gateway.Delivery;
using Gateway.Storage;
using Gateway.Storage.Deliveries;

namespace Gateway.Admin.Deliveries;

/// <summary>Has delivered once more what a caller chooses.</summary>
/// <remarks>
/// A choice is worked through in the order of reception, a page a call, up to the time of its first call. Redelivering moves nothing in
/// that order, so each delivery is met once, even if it is dead again before the next call.
/// </remarks>
internal sealed class Redelivery(IDeliveryArchive archive, QueueSignals signals, TimeProvider clock)
{
    /// <summary>Each of them is a write of its own.</summary>
    private const int MostAtOnce = 100;

    /// <exception cref="StoreUnavailableException">The store did not answer; what was redelivered before stays so.</exception>
    public async Task<IResult> AnswerAsync(RedeliveryRequest request, CancellationToken cancellation)
    {
        if (request.Filter(out var problem) is not { } filter)
        {
            return ApiAnswer.Wrong(problem);
        }

        if (request.Id is { } id)
        {
            return IsOfOneEvent(request)
                ? await OfEventAsync(id, filter, request.DryRun, cancellation)
                : ApiAnswer.Wrong("With an id only 'destination' and 'state' choose.");
        }

        if (filter.State is not (DeliveryState.Dead or DeliveryState.Delivered))
        {
            return ApiAnswer.Wrong("Name an id, or a state: dead or delivered. What is waiting is delivered anyway.");
        }

        var until = filter.Until ?? clock.GetUtcNow();
        var page = await archive.PageAsync(filter with { Until = until }, request.After, MostAtOnce, cancellation);
        return page is null
            ? ApiAnswer.Wrong(DeliveryPages.NoPlace)
            : Answer(await EachAsync(page.Deliveries, request.DryRun, cancellation), page.Next, until);
    }

    private static IResult Answer(IReadOnlyList<DeliveryView> redelivered, string? next, DateTimeOffset? until) => Results.Json(
        new RedeliveryAnswer(redelivered, next, until?.ToString("O", CultureInfo.InvariantCulture)), DeliveryJson.Answers.RedeliveryAnswer);

    private static bool IsOfOneEvent(RedeliveryRequest request) =>
        (request.Route ?? request.EventType ?? request.EventId ?? request.Reason ?? request.From ?? request.Until ?? request.After) is null;

    private async Task<IResult> OfEventAsync(Guid id, DeliveryFilter filter, bool dryRun, CancellationToken cancellation)
    {
        if (await archive.FindAsync(id, cancellation) is not { } record)
        {
            return ApiAnswer.NotKept(id);
        }

        var meant = record.Deliveries
            .Where(delivery => filter.Destination is null || delivery.Destination == filter.Destination)
            .ToList();
        if (meant.Count == 0)
        {
            return ApiAnswer.Problem(StatusCodes.Status404NotFound, "The event has no such destination.");
        }

        meant.RemoveAll(delivery =>
            delivery.State == DeliveryState.Waiting || (filter.State is not null && delivery.State != filter.State));
        return meant.Count > 0
            ? Answer(await EachAsync(meant, dryRun, cancellation), next: null, until: null)
            : ApiAnswer.Problem(
                StatusCodes.Status409Conflict,
                $"Nothing of it is {(filter.State is { } state ? DeliveryNames.Of(state) : "delivered or dead")}; what is waiting is delivered anyway.");
    }

    private async Task<List<DeliveryView>> EachAsync(
        IReadOnlyList<DeliveryRecord> records, bool dryRun, CancellationToken cancellation)
    {
        var redelivered = new List<DeliveryView>();
        try
        {
            foreach (var record in records)
            {
                if (dryRun)
                {
                    redelivered.Add(DeliveryView.Of(record));
                }
                else if (await archive.RedeliverAsync(record.Event.Id, record.Destination, cancellation))
                {
                    redelivered.Add(DeliveryView.Of(record));
                    signals.Set(new QueueName(record.Event.Route, record.Destination));
                }
            }
        }
        catch (StoreUnavailableException exception) when (redelivered.Count > 0)
        {
            throw new StoreUnavailableException($"{exception.Message} Before, {redelivered.Count} deliveries had been redelivered.", exception);
        }

        return redelivered;
    }
}
