using System.Globalization;
using Gateway.Admin.Access;
using Gateway.Admin.Deliveries;
using Gateway.Captures;

namespace Gateway.Admin.Captures;

/// <summary>Lists and shows kept requests, for the command line and whoever has the admin listener's token.</summary>
internal sealed class CaptureApi(CaptureArchive archive) : IAdminApi
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/captures", ListAsync).Needs(AdminAccess.Read);
        api.MapGet("/captures/{id:guid}", ShowAsync).Needs(AdminAccess.Read);
    }

    private async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (CaptureQuery.Read(request.Query, out var problem) is not { } query)
        {
            return ApiAnswer.Wrong(problem);
        }

        return await ApiAnswer.OfAsync(async () =>
        {
            try
            {
                var page = await archive.ListAsync(query.Filter, query.After, query.Limit, cancellation);
                return Results.Json(new CaptureList([.. page.Records.Select(CaptureView.Of)], page.Next), CaptureJson.Default.CaptureList);
            }
            catch (FormatException)
            {
                return ApiAnswer.Wrong(DeliveryPages.NoPlace);
            }
        });
    }

    private Task<IResult> ShowAsync(Guid id, CancellationToken cancellation) => ApiAnswer.OfAsync(async () =>
    {
        if (await archive.FindAsync(id, cancellation) is not var (record, request))
        {
            return ApiAnswer.Problem(
                StatusCodes.Status404NotFound, string.Create(CultureInfo.InvariantCulture, $"No request {id} is kept (any more)."));
        }

        return request is null
            ? ApiAnswer.Problem(
                StatusCodes.Status409Conflict, "The kept request cannot be read: its key is not configured, or it is damaged.")
            : Results.Json(CaptureSheet.Of(record, request), CaptureJson.Default.CaptureSheet);
    });
}
