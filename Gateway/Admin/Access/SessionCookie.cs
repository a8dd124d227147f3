using System.Globalization;

namespace Gateway.Admin.Access;

/// <summary>The cookie of a browser that has signed in.</summary>
internal static class SessionCookie
{
    private const string Name = "gateway-session";

    /// <summary>What a proxy that ends TLS says. A page of another site cannot have it sent without asking first.</summary>
    public static string SchemeOf(HttpRequest request) =>
        request.IsHttps || string.Equals(request.Headers["X-Forwarded-Proto"], Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase)
            ? Uri.UriSchemeHttps
            : Uri.UriSchemeHttp;

    /// <summary>The id that came along; null for none.</summary>
    public static string? Read(HttpRequest request) => request.Cookies[NameFor(request)];

    public static void Write(HttpContext context, string id) => context.Response.Cookies.Append(
        NameFor(context.Request), id, Options(context.Request, AdminSessions.Lifetime));

    public static void Remove(HttpContext context) => context.Response.Cookies.Append(
        NameFor(context.Request), "", Options(context.Request, TimeSpan.Zero));

    /// <summary>
    /// Browsers hold a cookie with the prefix to https, its host and every path (RFC 6265bis, section 4.1.3.2). Ports of a host share
    /// their cookies, so the port stands in the name: two gateways of one machine do not sign each other out.
    /// </summary>
    private static string NameFor(HttpRequest request) => string.Create(
        CultureInfo.InvariantCulture, $"{(IsSecure(request) ? "__Host-" : "")}{Name}-{request.Host.Port ?? 0}");

    private static CookieOptions Options(HttpRequest request, TimeSpan lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = IsSecure(request),
        Path = "/",
        MaxAge = lifetime,
    };

    private static bool IsSecure(HttpRequest request) => SchemeOf(request) == Uri.UriSchemeHttps;
}
