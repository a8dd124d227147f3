using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Intake;

/// <summary>
/// Behind an answer Kestrel reads what is left of the body and throws it away, so that a sender who is still writing can read the answer
/// (RFC 9112, section 9.6): for up to 5 s, as fast as it comes, which is gigabytes and seconds of the processor for one refused request.
/// Bounded here by bytes; a sender who writes more finds the connection reset.
/// </summary>
internal static class BodyDrain
{
    /// <summary>In bytes: what most bodies that are refused have at most.</summary>
    public const long Most = 1024 * 1024;

    /// <summary>In bytes: what costs less to read than the sender's next connection would.</summary>
    public const long Little = 64 * 1024;

    /// <summary>Whether what is left is so little that the connection is worth keeping, and is sure to come.</summary>
    public static bool IsWorthReading(HttpRequest request) =>
        request.ContentLength <= Little && request.Headers.Expect.Count == 0; // After an answer, who waits to be asked sends nothing.

    /// <summary>Of a request that a route takes: until then the server's own limit is <see cref="Most"/>, for what no route takes.</summary>
    public static void Lift(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }
    }

    /// <summary>Of a body that has not been read. One that has was no longer than its route allows, or is bounded below.</summary>
    public static void Bound(HttpContext context) => Bound(context, Most);

    /// <summary>Of one that tells no length, before it is read: it can no longer be bounded when it turns out to be too long.</summary>
    /// <param name="context">The request.</param>
    /// <param name="taken">How much of it is read.</param>
    public static void BoundBehind(HttpContext context, long taken)
    {
        if (context.Request.ContentLength is null)
        {
            Bound(context, taken + Most);
        }
    }

    /// <summary>Over HTTP/2 a stream is reset, and the window bounds what comes behind that.</summary>
    private static void Bound(HttpContext context, long most)
    {
        if (HttpProtocol.IsHttp11(context.Request.Protocol) && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = most;
        }
    }
}
