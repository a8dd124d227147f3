using Gateway.Observability;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Gateway.Connections;

/// <summary>
/// Takes a request's headers off its connection's charge once the request is looked at, and charges again what Kestrel keeps of an
/// HTTP/2 stream that is over.
/// </summary>
/// <param name="state">Counts what senders did not wait for.</param>
internal sealed class HeaderRelease(ConnectionState state)
{
    /// <summary>In bytes: so much of each stream of a connection may be kept for the next.</summary>
    private const int Little = 4096;

    public Task HoldAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<HeaderCharge>() is not { } charge)
        {
            return next(context);
        }

        if (HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            return HoldAsync(context, next, charge);
        }

        charge.ReleaseAll();
        return next(context);
    }

    private async Task HoldAsync(HttpContext context, RequestDelegate next, HeaderCharge charge)
    {
        var headers = HeaderBytes(context.Request.Headers);
        var target = TargetBytes(context.Request);
        charge.ReleaseRequest(headers + target);
        try
        {
            if (context.RequestAborted.IsCancellationRequested)
            {
                state.ResetUnread(); // Nobody waits for its answer. To refuse, log and capture it took half of the processor in a rapid reset.
                return;
            }

            await next(context);
        }
        finally
        {
            if (context.Features.Get<HeldConnection>()?.StreamEnded(context.RequestAborted.IsCancellationRequested) == true)
            {
                state.EndedByResets();
            }

            if (context.Features.Get<IHttpRequestTrailersFeature>() is { Available: true, Trailers: { Count: > 0 } trailers })
            {
                charge.ReleaseTrailers(HeaderBytes(trailers));
            }

            if (headers > Little)
            {
                context.Request.Headers.Clear();
            }

            if (target > Little && !charge.TryAdd(2 * target)) // It stands there raw and decoded.
            {
                context.Features.Get<IConnectionLifetimeFeature>()?.Abort();
            }
        }
    }

    private static int HeaderBytes(IHeaderDictionary headers)
    {
        var bytes = 0;
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                bytes += ChargedHeaderText.BytesOf(name.Length + (value?.Length ?? 0));
            }
        }

        // Kestrel joins the lines of a cookie (RFC 9113, section 8.2.3), each of which was charged.
        return headers.Cookie is [{ } cookie] ? bytes + (cookie.AsSpan().Count("; ") * ChargedHeaderText.BytesOf(HeaderNames.Cookie.Length)) : bytes;
    }

    /// <summary>Of the pseudo-headers; the authority is a header by now, and the scheme is short.</summary>
    private static int TargetBytes(HttpRequest request) =>
        ChargedHeaderText.BytesOf(
            request.Method.Length + (request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget.Length ?? 0));
}
