using Gateway.Admin.Access;
using Gateway.Admin.Deliveries;
using Gateway.Observability.Traffic;
using Gateway.Reading;

namespace Gateway.Admin.Traffic;

/// <summary>Lists the routes in force with their traffic, and with what the watches have found.</summary>
/// <param name="routes">Those in force.</param>
/// <param name="history">What ended on them.</param>
/// <param name="watches">As at their last look.</param>
/// <param name="destinations">As they stand.</param>
/// <param name="reload">How the last reload went.</param>
/// <param name="clock">The gateway's.</param>
internal sealed class RouteApi(
    Func<IEnumerable<RouteFacts>> routes, TrafficHistory history, Func<RouteWatches> watches, Func<RouteDestinations> destinations, ReloadState reload,
    TimeProvider clock) : IAdminApi
{
    private const int MostAtOnce = 500;
    private const int DefaultAtOnce = 200;

    private static readonly string[] Names = ["route", "limit", "after"];

    public void Map(IEndpointRouteBuilder api) => api.MapGet("/routes", List).Needs(AdminAccess.Read);

    private IResult List(HttpRequest request)
    {
        if (PageQuery.Read(request.Query, Names, DefaultAtOnce, MostAtOnce, out var problem) is not { } query)
        {
            return ApiAnswer.Wrong(problem);
        }

        var all = routes()
            .Where(route => query.Text("route") is not { } part || route.Route.Contains(part, StringComparison.OrdinalIgnoreCase))
            .OrderBy(route => route.Route, StringComparer.Ordinal)
            .ToList();
        var page = all
            .Where(route => query.Text("after") is not { } after || string.CompareOrdinal(route.Route, after) > 0)
            .Take(query.Limit + 1)
            .ToList();
        var (found, queues) = (watches(), destinations());
        return Results.Json(
            new RouteList(
                clock.GetUtcNow(),
                history.Since,
                SkewScale.Ends,
                [.. page.Take(query.Limit).Select(route => RouteView.Of(route, history.Read(route.Route), found, queues))],
                all.Count,
                page.Count > query.Limit ? page[query.Limit - 1].Route : null,
                found.AlarmsOf(""),
                reload.Problems.Count,
                reload.Warnings.Count),
            TrafficJson.Answers.RouteList);
    }
}
