using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway;

/// <summary>
/// Says in a request's span what is known of it at its end, by the names of OpenTelemetry's conventions. ASP.NET Core 10 itself says what is known at the
/// beginning.
/// </summary>
internal static class RequestSpan
{
    /// <summary>In front of everything that may answer.</summary>
    public static Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span ? FollowAsync(span, context, next) : next(context);

    private static async Task FollowAsync(Activity span, HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        finally
        {
            var method = span.GetTagItem("http.request.method") as string ?? "HTTP";
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
            span.DisplayName = route is null ? method : $"{method} {route}";
            if (route is not null)
            {
                span.SetTag("http.route", route);
            }

            span.SetTag("http.response.status_code", context.Response.StatusCode);
            if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            {
                span.SetTag("error.type", context.Response.StatusCode.ToString(CultureInfo.InvariantCulture));
                span.SetStatus(ActivityStatusCode.Error);
            }
        }
    }
}
