using Microsoft.AspNetCore.Connections.Features;

namespace Gateway;

/// <summary>
/// Takes a request's headers off its connection's charge once the request is looked at, and charges again what Kestrel keeps of an
/// HTTP/2 stream that is over.
/// </summary>
internal static class HeaderRelease
{
    /// <summary>In bytes: so much of each stream of a connection may be kept for the next.</summary>
    private const int Little = 4096;

    public static Task HoldAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<HeaderCharge>() is not { } charge)
        {
            return next(context);
        }

        if (HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            return HoldAsync(context, next, charge);
        }

        charge.Release(long.MaxValue); // One request at once.
        return next(context);
    }

    private static async Task HoldAsync(HttpContext context, RequestDelegate next, HeaderCharge charge)
    {
        var headers = HeaderBytes(context.Request.Headers);
        var target = TargetBytes(context.Request);
        charge.Release(headers + target);
        try
        {
            await next(context);
        }
        finally
        {
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

        return bytes;
    }

    /// <summary>Of the pseudo-headers; the others are short, or are a header by now.</summary>
    private static int TargetBytes(HttpRequest request) =>
        ChargedHeaderText.BytesOf((request.Path.Value?.Length ?? 0) + (request.QueryString.Value?.Length ?? 0));
}
