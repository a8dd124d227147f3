using System.Globalization;
using Gateway.Storage;
using Gateway.Storage.Deliveries;

namespace Gateway.Admin.Deliveries;

/// <summary>Removes dead letters that a caller chooses, and nothing else: what is waiting or delivered stays.</summary>
internal sealed class Discard(IDeliveryArchive archive, TimeProvider clock)
{
    /// <summary>Each of them is a write of its own.</summary>
    private const int MostAtOnce = 100;

    /// <exception cref="StoreUnavailableException">The store did not answer; what was discarded before stays so.</exception>
    public async Task<IResult> AnswerAsync(RedeliveryRequest request, CancellationToken cancellation)
    {
        var dead = request with { State = DeliveryNames.Of(DeliveryState.Dead) };
        if (dead.Filter(out var problem) is not { } filter)
        {
            return ApiAnswer.Wrong(problem);
        }

        if (request.State is { } state && state != dead.State)
        {
            return ApiAnswer.Wrong("Only what is dead can be discarded.");
        }

        if (request.Id is { } id)
        {
            return await OfEventAsync(id, filter, request.DryRun, cancellation);
        }

        if (request.State is null)
        {
            return ApiAnswer.Wrong("Name an id, or the state: dead.");
        }

        var until = filter.Until ?? clock.GetUtcNow();
        var page = await archive.PageAsync(filter with { Until = until }, request.After, MostAtOnce, cancellation);
        return page is null
            ? ApiAnswer.Wrong(DeliveryPages.NoPlace)
            : Answer(await EachAsync(page.Deliveries, request.DryRun, cancellation), page.Next, until);
    }

    private static IResult Answer(IReadOnlyList<DeliveryView> discarded, string? next, DateTimeOffset? until) => Results.Json(
        new RedeliveryAnswer(discarded, next, until?.ToString("O", CultureInfo.InvariantCulture)), DeliveryJson.Answers.RedeliveryAnswer);

    private async Task<IResult> OfEventAsync(Guid id, DeliveryFilter filter, bool dryRun, CancellationToken cancellation)
    {
        if (await archive.FindAsync(id, cancellation) is not { } record)
        {
            return ApiAnswer.NotKept(id);
        }

        var meant = record.Deliveries
            .Where(delivery => delivery.State == DeliveryState.Dead && (filter.Destination is null || delivery.Destination == filter.Destination))
            .ToList();
        return meant.Count > 0
            ? Answer(await EachAsync(meant, dryRun, cancellation), next: null, until: null)
            : ApiAnswer.Problem(StatusCodes.Status409Conflict, "Nothing of it is dead.");
    }

    private async Task<List<DeliveryView>> EachAsync(IReadOnlyList<DeliveryRecord> records, bool dryRun, CancellationToken cancellation)
    {
        var discarded = new List<DeliveryView>();
        foreach (var record in records)
        {
            if (dryRun || await archive.DiscardAsync(record.Event.Id, record.Destination, cancellation))
            {
                discarded.Add(DeliveryView.Of(record));
            }
        }

        return discarded;
    }
}
