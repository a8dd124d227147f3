using Gateway.Admin.Tenants;
using Gateway.Configuration;
using Gateway.Secrets;
using Gateway.Secrets.Stored;

namespace Gateway;

/// <summary>Finds the routes in force that have tenants.</summary>
internal sealed class TenantRoutes(GatewayProxyConfigProvider proxy)
{
    /// <inheritdoc cref="TenantRouteReader"/>
    public TenantRoute? Find(string name, out string problem)
    {
        var route = RouteOf(name);
        problem = route switch
        {
            null => $"There is no route '{name}'.",
            { Tenants: StoredTenants, TenantSecrets: not null } => "",
            _ => $"The route '{name}' takes its secrets from elsewhere: {{ \"Store\": true }} as its 'Signature.Secrets' takes them from the store.",
        };
        return route is { Tenants: StoredTenants { Feed: StoredTenantFeed feed } stored, TenantSecrets: { } judge }
            ? new TenantRoute(stored.Route, feed, judge)
            : null;
    }

    /// <inheritdoc cref="TenantSourceReader"/>
    public ITenantSource? Source(string name, out string problem)
    {
        var route = RouteOf(name);
        problem = route is null ? $"There is no route '{name}'." : route.Tenants is null ? $"The route '{name}' has no tenants." : "";
        return route?.Tenants;
    }

    private CompiledRoute? RouteOf(string name) =>
        proxy.Routes.FirstOrDefault(route => string.Equals(route.Policy.Route, name, StringComparison.OrdinalIgnoreCase));
}
