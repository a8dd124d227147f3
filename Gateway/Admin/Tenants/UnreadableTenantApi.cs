using Gateway.Admin.Access;
using Gateway.Admin.Deliveries;
using Gateway.Admin.Traffic;
using Gateway.Secrets;

namespace Gateway.Admin.Tenants;

/// <summary>The tenants of a route that cannot be read, from wherever its secrets come: all of them, and not the first that a start names.</summary>
/// <param name="sources">Finds the route's source.</param>
internal sealed class UnreadableTenantApi(TenantSourceReader sources) : IAdminApi
{
    private const int MostAtOnce = 500;
    private const int DefaultAtOnce = 100;

    private static readonly string[] Names = ["limit", "after"];

    public void Map(IEndpointRouteBuilder api) => api.MapGet("/tenants/{route}/unreadable", List).Needs(AdminAccess.Read);

    private IResult List(string route, HttpRequest request)
    {
        if (PageQuery.Read(request.Query, Names, DefaultAtOnce, MostAtOnce, out var problem) is not { } query)
        {
            return ApiAnswer.Wrong(problem);
        }

        return sources(route, out problem) is { } source
            ? Results.Json(Page(source, query.Text("after") ?? "", query.Limit), TenantsJson.Default.UnreadableTenantList)
            : ApiAnswer.Problem(StatusCodes.Status404NotFound, problem);
    }

    private static UnreadableTenantList Page(ITenantSource source, string after, int limit)
    {
        var all = source.Unreadable.ToList();
        var page = all
            .Where(one => string.CompareOrdinal(one.Key, after) > 0)
            .OrderBy(one => one.Key, StringComparer.Ordinal)
            .Take(limit + 1)
            .Select(one => new UnreadableTenantView(one.Key, one.Value, source.Tenants.TryFind(one.Key, out _)))
            .ToList();
        return page.Count > limit
            ? new UnreadableTenantList(all.Count, page[..limit], page[limit - 1].Tenant)
            : new UnreadableTenantList(all.Count, page, Next: null);
    }
}
