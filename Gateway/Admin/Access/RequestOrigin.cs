namespace Gateway.Admin.Access;

/// <summary>
/// Whose page has a browser ask. A page of another origin can make a browser on this machine send a request without asking first, if it
/// is a plain one. It cannot hide where it comes from (Fetch Metadata, section 2.4), nor send JSON without asking.
/// </summary>
internal static class RequestOrigin
{
    /// <summary>Whether nothing says that it is another's: programs say nothing.</summary>
    public static bool IsOwn(HttpRequest request) =>
        (request.Headers.Origin is [] || IsNamed(request)) && request.Headers["Sec-Fetch-Site"] is ([] or ["same-origin" or "none"]);

    /// <summary>Whether the browser says that it is our own.</summary>
    public static bool IsKnownOwn(HttpRequest request) =>
        IsOwn(request) && (IsNamed(request) || request.Headers["Sec-Fetch-Site"] is ["same-origin"]);

    private static bool IsNamed(HttpRequest request) =>
        request.Headers.Origin is [{ } origin]
        && string.Equals(origin, $"{SessionCookie.SchemeOf(request)}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
