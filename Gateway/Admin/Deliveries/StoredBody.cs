using System.Globalization;
using Gateway.Delivery.Stored;
using Microsoft.Net.Http.Headers;

namespace Gateway.Admin.Deliveries;

/// <summary>The body of a stored request as an answer, sent from where it was read to.</summary>
/// <param name="read">What is sent; given back then.</param>
/// <param name="id">Of the event.</param>
internal sealed class StoredBody(ReadRequest read, Guid id) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using (read)
        {
            var body = read.Request!.Body;
            var response = httpContext.Response;
            response.ContentType = "application/octet-stream";
            response.ContentLength = body.Length;
            response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment")
            {
                FileName = string.Create(CultureInfo.InvariantCulture, $"{id}.body"),
            }.ToString();
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
        }
    }
}
