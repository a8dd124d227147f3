using Gateway.Admin.Access;
using Gateway.Delivery.Stored;
using Gateway.Storage.Deliveries;

namespace Gateway.Admin.Deliveries;

/// <summary>Lists, shows and redelivers what is queued, for the command line and whoever has the admin listener's token.</summary>
/// <remarks>
/// What comes with a request is read here and not bound by the framework: binding would come before the token is asked for, and
/// refuses without a word.
/// </remarks>
internal sealed class DeliveryApi(IDeliveryArchive archive, RequestReader reader, Redelivery redelivery) : IAdminApi
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/deliveries", ListAsync).Needs(AdminAccess.Read);
        api.MapGet("/deliveries/{id:guid}", ShowAsync).Needs(AdminAccess.Read);
        api.MapGet("/deliveries/{id:guid}/body", BodyAsync).Needs(AdminAccess.Read);
        api.MapPost("/deliveries/replay", RedeliverAsync).Needs(AdminAccess.Act);
    }

    private async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (DeliveryQuery.Read(request.Query, out var problem) is not { } query || query.Page(out problem) is not { } asked)
        {
            return ApiAnswer.Wrong(problem);
        }

        return await ApiAnswer.OfAsync(async () =>
        {
            var page = await archive.PageAsync(asked.Filter, query.After, asked.Limit, cancellation);
            return page is null
                ? ApiAnswer.Wrong(DeliveryPages.NoPlace)
                : Results.Json(
                    new DeliveryList([.. page.Deliveries.Select(DeliveryView.Of)], page.Next), DeliveryJson.Answers.DeliveryList);
        });
    }

    private Task<IResult> ShowAsync(Guid id, CancellationToken cancellation) => ApiAnswer.OfAsync(async () =>
    {
        if (await archive.FindAsync(id, cancellation) is not { } record)
        {
            return ApiAnswer.NotKept(id);
        }

        using var read = await reader.ReadAsync(record);
        return read.State is ReadState.Read or ReadState.Unreadable
            ? Results.Json(EventView.Of(record, read.Request), DeliveryJson.Answers.EventView)
            : NotNow();
    });

    /// <summary>The exact bytes, as a file of no type: whatever they are, no browser is to run them.</summary>
    private Task<IResult> BodyAsync(Guid id, CancellationToken cancellation) => ApiAnswer.OfAsync(async () =>
    {
        if (await archive.FindAsync(id, cancellation) is not { } record)
        {
            return ApiAnswer.NotKept(id);
        }

        var read = await reader.ReadAsync(record);
        return read.State switch
        {
            ReadState.Read => new StoredBody(read, id),
            ReadState.Unreadable => ApiAnswer.Problem(
                StatusCodes.Status409Conflict, "The stored request cannot be read: its key is not configured, or it is damaged."),
            _ => NotNow(),
        };
    });

    private static IResult NotNow() => ApiAnswer.Problem(
        StatusCodes.Status503ServiceUnavailable, "There is no memory for the stored request just now, or the store does not answer.");

    private Task<IResult> RedeliverAsync(HttpRequest request, CancellationToken cancellation) => ApiRequest.AnswerAsync(
        request,
        DeliveryJson.Default.RedeliveryRequest,
        asked => ApiAnswer.OfAsync(() => redelivery.AnswerAsync(asked, cancellation)),
        cancellation);
}
