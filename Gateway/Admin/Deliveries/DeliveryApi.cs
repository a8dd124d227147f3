using System.Globalization;
using Gateway.Delivery;
using Gateway.Storage;
using Gateway.Storage.Deliveries;

namespace Gateway.Admin.Deliveries;

/// <summary>Lists, shows and replays deliveries, for the command line and whoever has the admin listener's token.</summary>
internal sealed class DeliveryApi(IDeliveryArchive archive, StoredRequestCodec codec, QueueSignals signals)
{
    /// <summary>Work of one call is bounded; whoever wants more asks again with <c>after</c>.</summary>
    private const int MostAtOnce = 500;
    private const int DefaultAtOnce = 100;

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/deliveries", ListAsync);
        api.MapGet("/deliveries/{id:guid}", ShowAsync);
        api.MapGet("/deliveries/{id:guid}/body", BodyAsync);
        api.MapPost("/deliveries/replay", ReplayAsync);
    }

    private async Task<IResult> ListAsync([AsParameters] DeliveryQuery query, CancellationToken cancellation)
    {
        if (!TryReadState(query.State, out var state))
        {
            return UnknownState(query.State);
        }

        return await AnswerAsync(async () =>
        {
            var limit = Math.Clamp(query.Limit ?? DefaultAtOnce, 1, MostAtOnce);
            var page = await archive.ListAsync(query.Filter(state), query.After, limit, cancellation);
            return Results.Json(new DeliveryList([.. page.Deliveries.Select(DeliveryView.Of)], page.Next));
        });
    }

    private Task<IResult> ShowAsync(Guid id, CancellationToken cancellation) => AnswerAsync(async () =>
        await archive.FindAsync(id, cancellation) is { } record
            ? Results.Json(EventView.Of(record, codec.Decode(record.Event)))
            : NotKept(id));

    /// <summary>The exact bytes, as a file of no type: whatever they are, no browser is to run them.</summary>
    private Task<IResult> BodyAsync(Guid id, CancellationToken cancellation) => AnswerAsync(async () =>
    {
        if (await archive.FindAsync(id, cancellation) is not { } record)
        {
            return NotKept(id);
        }

        return codec.Decode(record.Event) is { } request
            ? Results.Bytes(request.Body.ToArray(), "application/octet-stream", string.Create(CultureInfo.InvariantCulture, $"{id}.body"))
            : Results.Problem("The stored request cannot be decrypted with the keys that are configured.", statusCode: StatusCodes.Status409Conflict);
    });

    private async Task<IResult> ReplayAsync(ReplayRequest request, CancellationToken cancellation)
    {
        if (request.Id is { } id)
        {
            return await AnswerAsync(() => ReplayOneAsync(id, request, cancellation));
        }

        if (!TryReadState(request.State, out var state) || state is not (DeliveryState.Dead or DeliveryState.Delivered))
        {
            return Results.Problem(
                "Name an id, or a state: dead or delivered. What is waiting is delivered anyway.",
                statusCode: StatusCodes.Status400BadRequest);
        }

        var filter = new DeliveryFilter
        {
            State = state,
            Route = request.Route,
            Destination = request.Destination,
            EventType = request.EventType,
            EventId = request.EventId,
            Reason = request.Reason,
            From = request.From,
            Until = request.Until,
        };
        return await AnswerAsync(async () =>
        {
            var page = await archive.ListAsync(filter, request.After, MostAtOnce, cancellation);
            return Results.Json(new ReplayAnswer(await ReplayEachAsync(page.Deliveries, request.DryRun, cancellation), page.Next));
        });
    }

    private async Task<IResult> ReplayOneAsync(Guid id, ReplayRequest request, CancellationToken cancellation)
    {
        if (await archive.FindAsync(id, cancellation) is not { } record)
        {
            return NotKept(id);
        }

        var over = record.Deliveries.Where(delivery => delivery.State != DeliveryState.Waiting
            && (request.Destination is null || delivery.Destination == request.Destination));
        return Results.Json(new ReplayAnswer(await ReplayEachAsync(over, request.DryRun, cancellation), Next: null));
    }

    private async Task<List<DeliveryView>> ReplayEachAsync(IEnumerable<DeliveryRecord> records, bool dryRun, CancellationToken cancellation)
    {
        var replayed = new List<DeliveryView>();
        foreach (var record in records)
        {
            if (dryRun || await archive.ReplayAsync(record.Event.Id, record.Destination, cancellation))
            {
                replayed.Add(DeliveryView.Of(record));
                signals.Set(new QueueName(record.Event.Route, record.Destination));
            }
        }

        return replayed;
    }

    private static async Task<IResult> AnswerAsync(Func<Task<IResult>> answer)
    {
        try
        {
            return await answer();
        }
        catch (StoreUnavailableException exception)
        {
            return Results.Problem(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        catch (FormatException)
        {
            return Results.Problem("'after' did not come from a page before.", statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static bool TryReadState(string? text, out DeliveryState? state)
    {
        state = text is null ? null : DeliveryNames.State(text);
        return text is null || state is not null;
    }

    private static IResult UnknownState(string? state) => Results.Problem(
        $"'{state}' is not a state; known: {string.Join(", ", DeliveryNames.States)}.", statusCode: StatusCodes.Status400BadRequest);

    private static IResult NotKept(Guid id) => Results.Problem(
        string.Create(CultureInfo.InvariantCulture, $"No event {id} is kept (any more)."), statusCode: StatusCodes.Status404NotFound);
}
