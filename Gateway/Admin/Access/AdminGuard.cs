using System.Globalization;
using Gateway.Admin.Deliveries;

namespace Gateway.Admin.Access;

/// <summary>Lets a request of the admin listener through to its endpoint if it may do what that one asks for.</summary>
/// <param name="tokens">Those in force.</param>
/// <param name="sessions">The browsers that have signed in.</param>
/// <param name="pace">Of those who try.</param>
internal sealed class AdminGuard(Func<AdminTokens> tokens, AdminSessions sessions, SignInPace pace)
{
    private const string Scheme = "Bearer ";

    /// <summary>Whether a token is asked for.</summary>
    public bool AsksForToken => tokens().AreAskedFor;

    /// <summary>What a request may, by its header or its cookie; without any token configured, everything.</summary>
    public AdminAccess AccessOf(HttpRequest request) => AccessOf(request, out _);

    /// <summary>The hash of a token that is in force, and how long to wait before another may be tried.</summary>
    public (byte[]? Hash, AdminAccess Access, TimeSpan Wait) Try(string token, HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (pace.Wait(address) is var wait && wait > TimeSpan.Zero)
        {
            return (null, AdminAccess.None, wait);
        }

        var hash = AdminTokens.HashOf(token);
        var access = tokens().AccessOf(hash);
        if (access == AdminAccess.None)
        {
            pace.Failed(address);
            return (null, access, TimeSpan.Zero);
        }

        return (hash, access, TimeSpan.Zero);
    }

    public static IResult TooMany(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return ApiAnswer.Problem(StatusCodes.Status429TooManyRequests, "Too many wrong tokens from this address; wait a little.");
    }

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is not { } endpoint)
        {
            await next(context); // Which answers 404.
            return;
        }

        var refusal = Refuse(context, NeededAccess.Of(endpoint));
        await (refusal is null ? next(context) : refusal.ExecuteAsync(context));
    }

    private IResult? Refuse(HttpContext context, AdminAccess needed)
    {
        var request = context.Request;
        if (request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && !RequestOrigin.IsOwn(request))
        {
            return ApiAnswer.Problem(StatusCodes.Status403Forbidden, "Not from another site.");
        }

        if (needed == AdminAccess.None)
        {
            return null;
        }

        var access = AccessOf(request, out var wait);
        if (wait > TimeSpan.Zero)
        {
            return TooMany(context, wait);
        }

        if (access == AdminAccess.None)
        {
            return Results.Unauthorized();
        }

        if (access < needed)
        {
            return ApiAnswer.Problem(
                StatusCodes.Status403Forbidden, $"This token may '{access}'; for this it would have to be one that may '{needed}'.");
        }

        // A cookie comes along by itself. SameSite=Strict keeps it from other sites, but not from another port of this host.
        return needed == AdminAccess.Act && AsksForToken && request.Headers.Authorization.Count == 0 && !RequestOrigin.IsKnownOwn(request)
            ? ApiAnswer.Problem(StatusCodes.Status403Forbidden, "With a cookie, the browser has to say which page asks (Origin or Sec-Fetch-Site).")
            : null;
    }

    private AdminAccess AccessOf(HttpRequest request, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        var inForce = tokens();
        if (!inForce.AreAskedFor)
        {
            return AdminAccess.Act;
        }

        if (request.Headers.Authorization.Count == 0)
        {
            return SessionCookie.Read(request) is { } id ? sessions.AccessOf(id, inForce) : AdminAccess.None;
        }

        var authorization = request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) // RFC 9110, section 11.1
        {
            return AdminAccess.None;
        }

        (_, var access, wait) = Try(authorization[Scheme.Length..], request.HttpContext);
        return access;
    }
}
