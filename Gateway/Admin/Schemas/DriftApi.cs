using Gateway.Admin.Access;
using Gateway.Admin.Deliveries;
using Gateway.Verification.Schema;

namespace Gateway.Admin.Schemas;

/// <summary>Says what differs between schemas and webhooks, of the routes that compare them.</summary>
/// <param name="drift">Reads it of each such route in force.</param>
internal sealed class DriftApi(Func<IEnumerable<RouteDrift>> drift) : IAdminApi
{
    public void Map(IEndpointRouteBuilder api) => api.MapGet("/schema/drift", Show).Needs(AdminAccess.Read);

    private IResult Show(HttpRequest request)
    {
        var asked = request.Query["route"].ToString();
        var routes = drift().Where(route => asked.Length == 0 || string.Equals(route.Route, asked, StringComparison.OrdinalIgnoreCase)).ToList();
        return routes.Count == 0
            ? ApiAnswer.Wrong(asked.Length == 0
                ? "No route compares its webhooks with its schema: set \"Schema\": { \"Drift\": true } on one."
                : "There is no such route, or it does not compare its webhooks with its schema: \"Schema\": { \"Drift\": true }.")
            : Results.Json(
                new DriftAnswer([.. routes.OrderBy(route => route.Route, StringComparer.Ordinal).Select(RouteDriftView.Of)]), DriftJson.Answers.DriftAnswer);
    }
}
