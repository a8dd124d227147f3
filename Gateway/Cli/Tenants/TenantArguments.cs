using System.CommandLine;

namespace Gateway.Cli.Tenants;

/// <summary>Which tenant a command is about.</summary>
internal sealed class TenantArguments
{
    public Argument<string> Route { get; } = new("ROUTE") { Description = "Its route." };

    public Argument<string> Tenant { get; } = new("TENANT") { Description = "The tenant's name." };

    /// <summary>Of the route's tenants in the API.</summary>
    public string RoutePath(ParseResult result) => $"/api/tenants/{Uri.EscapeDataString(result.GetRequiredValue(Route))}";

    /// <summary>Of the tenant's secrets in the API.</summary>
    public string SecretsPath(ParseResult result) => $"{RoutePath(result)}/{Uri.EscapeDataString(result.GetRequiredValue(Tenant))}/secrets";
}
