using Gateway.Admin.Access;
using Gateway.Expectations;

namespace Gateway.Admin.Expectations;

/// <summary>Says which providers are expected, and which have fallen silent.</summary>
/// <param name="silences">As at the last look.</param>
internal sealed class SilenceApi(Func<IReadOnlyList<RouteSilence>> silences) : IAdminApi
{
    public void Map(IEndpointRouteBuilder api) => api.MapGet("/silence", () => Results.Json(
        new SilenceAnswer([.. silences().OrderBy(route => route.Route, StringComparer.Ordinal)]), SilenceJson.Default.SilenceAnswer))
        .Needs(AdminAccess.Read);
}
