using Gateway.Admin.Access;
using Gateway.Admin.Deliveries;
using Gateway.Captures;

namespace Gateway.Admin.Captures;

/// <summary>Hands out kept requests in bulk: one JSON object a line, the form of a single one.</summary>
internal sealed class CaptureExport(CaptureArchive archive) : IAdminApi
{
    private const int MostAtOnce = 100_000;

    public void Map(IEndpointRouteBuilder api) => api.MapGet("/captures/export", ExportAsync).Needs(AdminAccess.Read);

    private Task<IResult> ExportAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (CaptureQuery.Read(request.Query, out var problem, MostAtOnce) is not { } query)
        {
            return Task.FromResult(ApiAnswer.Wrong(problem));
        }

        return ApiAnswer.OfAsync(async () =>
        {
            try
            {
                // The first page before anything is answered: what is wrong can still be said.
                var first = await archive.ListAsync(query.Filter, query.After, Math.Min(query.Limit, CaptureLines.PageSize), cancellation);
                return new CaptureLines(archive, query, first);
            }
            catch (FormatException)
            {
                return ApiAnswer.Wrong(DeliveryPages.NoPlace);
            }
        });
    }
}
