using System.Text.Json;
using Gateway.Captures;
using Gateway.Storage;
using Gateway.Storage.Captures;

namespace Gateway.Admin.Captures;

/// <summary>Kept requests, a line each, read while they are written. What cannot be read is left out.</summary>
/// <param name="archive">What is kept.</param>
/// <param name="query">Which.</param>
/// <param name="first">The first page.</param>
internal sealed class CaptureLines(CaptureArchive archive, CaptureQuery query, CapturePage first) : IResult
{
    public const int PageSize = 500;

    private static readonly byte[] End = "\n"u8.ToArray();

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/x-ndjson";
        try
        {
            var left = query.Limit;
            var page = first;
            while (true)
            {
                foreach (var record in page.Records)
                {
                    if (await archive.OpenAsync(record, httpContext.RequestAborted) is { } request)
                    {
                        await JsonSerializer.SerializeAsync(
                            response.Body, CaptureSheet.Of(record, request), CaptureJson.Default.CaptureSheet, httpContext.RequestAborted);
                        await response.Body.WriteAsync(End, httpContext.RequestAborted);
                    }
                }

                left -= page.Records.Count;
                if (page.Next is null || left <= 0)
                {
                    return;
                }

                page = await archive.ListAsync(query.Filter, page.Next, Math.Min(left, PageSize), httpContext.RequestAborted);
            }
        }
        catch (StoreUnavailableException)
        {
            httpContext.Abort(); // Counted and logged by the store. Half of a list must not look like a whole one.
        }
    }
}
