using System.Reflection;
using Gateway.Admin.Deliveries;

namespace Gateway.Admin.Access;

/// <summary>Signs browsers in and out, and says what they may and what there is.</summary>
internal sealed class SessionApi(AdminGuard guard, AdminSessions sessions) : IAdminApi
{
    private static readonly string Version =
        typeof(SessionApi).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/session", (HttpRequest request, EndpointDataSource endpoints) => Show(request, endpoints)).Needs(AdminAccess.None);
        api.MapPost("/session", SignInAsync).Needs(AdminAccess.None);
        api.MapDelete("/session", (HttpContext context) => SignOut(context)).Needs(AdminAccess.None);
    }

    /// <summary>What there is to act with is told to who may act only: the pages show no button that would be refused.</summary>
    private IResult Show(HttpRequest request, EndpointDataSource endpoints)
    {
        var access = guard.AccessOf(request);
        return Results.Json(
            new SessionView(
                guard.AsksForToken,
                access.ToString().ToLowerInvariant(),
                access >= AdminAccess.Read ? Version : null,
                access < AdminAccess.Act
                    ? []
                    : [.. endpoints.Endpoints.OfType<RouteEndpoint>().Where(endpoint => NeededAccess.Of(endpoint) == AdminAccess.Act).Select(Name)]),
            AccessJson.Default.SessionView);
    }

    private Task<IResult> SignInAsync(HttpContext context, CancellationToken cancellation) => ApiRequest.AnswerAsync(
        context.Request, AccessJson.Default.SignInRequest, asked => Task.FromResult(SignIn(asked, context)), cancellation);

    private IResult SignIn(SignInRequest asked, HttpContext context)
    {
        if (asked.Token is not { Length: > 0 } token)
        {
            return ApiAnswer.Wrong("""The body is to be {"token":"..."}.""");
        }

        var (hash, access, wait) = guard.Try(token, context);
        if (wait > TimeSpan.Zero)
        {
            return AdminGuard.TooMany(context, wait);
        }

        if (hash is null)
        {
            return ApiAnswer.Problem(StatusCodes.Status401Unauthorized, "This is not a token of this gateway.");
        }

        if (access < AdminAccess.Read)
        {
            return ApiAnswer.Problem(StatusCodes.Status403Forbidden, "This token may read the metrics and nothing else.");
        }

        SessionCookie.Write(context, sessions.Open(hash));
        return Results.NoContent();
    }

    private IResult SignOut(HttpContext context)
    {
        if (SessionCookie.Read(context.Request) is { } id)
        {
            sessions.Close(id);
            SessionCookie.Remove(context);
        }

        return Results.NoContent();
    }

    private static string Name(RouteEndpoint endpoint) =>
        $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0]} {endpoint.RoutePattern.RawText}";
}
