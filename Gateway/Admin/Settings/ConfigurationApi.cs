using Gateway.Admin.Access;
using Gateway.Admin.Deliveries;
using Gateway.Reading;

namespace Gateway.Admin.Settings;

/// <summary>Shows the configuration in force, and what is wrong with the one that lies there.</summary>
internal sealed class ConfigurationApi(RouteSettings settings, ReloadState reload) : IAdminApi
{
    private const int MostLines = 200;
    private const int MostRoutes = 1000;

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/configuration", Show).Needs(AdminAccess.Read);
        api.MapGet("/configuration/route", (HttpRequest request) => ShowRoute(request)).Needs(AdminAccess.Read);
    }

    private IResult Show()
    {
        var routes = settings.Routes().Order(StringComparer.Ordinal).ToList();
        return Results.Json(
            new ConfigurationView(
                settings.File,
                reload.AppliedAt,
                reload.Succeeded,
                [.. reload.Problems.Take(MostLines).Select(problem => problem.ToString())],
                [.. reload.Warnings.Take(MostLines).Select(warning => warning.ToString())],
                [.. routes.Take(MostRoutes)],
                routes.Count,
                settings.Facts),
            SettingsJson.Answers.ConfigurationView);
    }

    /// <summary>By its name in the query: a route's name may hold any character.</summary>
    private IResult ShowRoute(HttpRequest request) =>
        request.Query["name"] is not [{ Length: > 0 } name] ? ApiAnswer.Wrong("'name' is the name of a route.")
        : settings.Verification(name) is { } json ? Results.Bytes(json, "application/json")
        : ApiAnswer.Problem(StatusCodes.Status404NotFound, "There is no such route in the configuration in force.");
}
