using System.Globalization;
using Gateway.Admin.Access;
using Gateway.Admin.Captures;
using Gateway.Admin.Deliveries;
using Gateway.Captures;

namespace Gateway.Admin.Explanations;

/// <summary>Says of a kept request why it was refused, and which mistake explains it.</summary>
/// <remarks>To look for a mistake takes a processor for seconds, and reads the configuration: one at a time, and nobody queues.</remarks>
internal sealed class ExplanationApi(CaptureArchive archive, CaptureExplainer explain) : IAdminApi, IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _one = new(1, 1);

    public void Map(IEndpointRouteBuilder api) => api.MapGet("/captures/{id:guid}/explanation", ExplainAsync).Needs(AdminAccess.Read);

    public void Dispose() => _one.Dispose();

    private Task<IResult> ExplainAsync(HttpContext context, Guid id, CancellationToken cancellation) => ApiAnswer.OfAsync(async () =>
    {
        if (await archive.FindAsync(id, cancellation) is not var (record, request) || request is null)
        {
            return ApiAnswer.Problem(
                StatusCodes.Status404NotFound, string.Create(CultureInfo.InvariantCulture, $"No request {id} is kept that can be read (any more)."));
        }

        if (!await _one.WaitAsync(TimeSpan.FromSeconds(2), cancellation))
        {
            context.Response.Headers.RetryAfter = "2";
            return ApiAnswer.Problem(StatusCodes.Status503ServiceUnavailable, "Another request is being explained; try again.");
        }

        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(Longest);
            return Results.Json(await explain(CaptureSheet.Of(record, request), limit.Token), ExplanationJson.Answers.ExplanationAnswer);
        }
        finally
        {
            _one.Release();
        }
    });
}
