using Gateway.Admin.Access;
using Gateway.Admin.Deliveries;
using Gateway.Observability.Traffic;

namespace Gateway.Admin.Traffic;

/// <summary>Lists the tenants of a route by their webhooks.</summary>
internal sealed class TenantTrafficApi(TrafficHistory history, TimeProvider clock) : IAdminApi
{
    /// <summary>Of two half hours, should all be others.</summary>
    private const int MostAtOnce = 2 * TenantSketch.Places;

    private static readonly string[] Names = ["route", "limit"];

    public void Map(IEndpointRouteBuilder api) => api.MapGet("/traffic/tenants", List).Needs(AdminAccess.Read);

    private IResult List(HttpRequest request)
    {
        if (PageQuery.Read(request.Query, Names, MostAtOnce, MostAtOnce, out var problem) is not { } query)
        {
            return ApiAnswer.Wrong(problem);
        }

        return query.Text("route") is { } route
            ? Results.Json(
                new TenantTrafficList(clock.GetUtcNow(), [.. history.Find(route)?.Tenants.Take(query.Limit) ?? []]), TrafficJson.Answers.TenantTrafficList)
            : ApiAnswer.Wrong("'route' says whose tenants.");
    }
}
