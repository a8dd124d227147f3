using System.Globalization;
using Gateway.Admin.Settings;
using Gateway.Admin.Traffic;
using Gateway.Configuration;
using Gateway.Observability;
using Gateway.Reading;
using Gateway.Verification.Signature;

namespace Gateway;

/// <summary>Tells the admin listener of the routes in force: made when they are asked for, and kept by nobody.</summary>
internal sealed class RouteDescriptions(GatewayProxyConfigProvider proxy, ConfigurationLoader loader, GatewaySettings settings)
{
    private static readonly ConfigurationPrinter Printer = new(
        GatewayTypes.All, section => section is SecretConfig secret ? secret with { Id = IdOf(secret), Value = null } : section);

    public IEnumerable<RouteFacts> Facts()
    {
        var compiled = proxy.Routes.ToDictionary(route => route.Policy.Route, StringComparer.OrdinalIgnoreCase);
        return proxy.GetConfig().Routes
            .Where(route => compiled.ContainsKey(route.RouteId))
            .Select(route => FactsOf(compiled[route.RouteId], route.Match));
    }

    public RouteSettings Settings() => new(
        loader.Path,
        () => proxy.Routes.Select(route => route.Policy.Route),
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Admin listener"] = settings.Admin.Url.ToString(),
            ["Storage"] = settings.Storage.Provider.ToString(),
            ["Encryption keys"] = settings.EncryptionKeys.Count.ToString(CultureInfo.InvariantCulture),
            ["Largest body"] = string.Create(CultureInfo.InvariantCulture, $"{settings.Limits.MaxBodyBytes:N0} bytes"),
            ["Memory for bodies"] = string.Create(CultureInfo.InvariantCulture, $"{settings.Limits.MaxBufferedBytes:N0} bytes"),
            ["Captures"] = string.Create(
                CultureInfo.InvariantCulture, $"at most {settings.Captures.Bounds.MaxCount:N0}{(settings.Captures.IsStored ? ", in the store" : ", in memory")}"),
        },
        name => proxy.Routes.FirstOrDefault(route => string.Equals(route.Policy.Route, name, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Printer.Print(found.Config)
            : null);

    private static RouteFacts FactsOf(CompiledRoute route, Yarp.ReverseProxy.Configuration.RouteMatch match) => new()
    {
        Route = route.Policy.Route,
        Path = match.Path,
        Methods = match.Methods ?? [],
        Hosts = match.Hosts ?? [],
        Provider = route.Policy.Provider,
        Mode = route.Policy.Mode.ToString().ToLowerInvariant(),
        Destinations = route.Delivery?.DestinationNames ?? [],
        Stages = [.. route.Checks.Pipeline.Stages.Select(stage => GatewayMetrics.NameOf(stage.Name))],
        Monitored = [.. route.Checks.Pipeline.Monitored.Select(stage => GatewayMetrics.NameOf(stage.Name))],
        AsksForProof = route.Checks.Pipeline.AsksForProof,
        Keys = [.. (route.Config.Signature?.Secrets ?? []).Select(secret => new KeyFacts(IdOf(secret) ?? "", secret.NotBefore, secret.NotAfter))],
    };

    private static string? IdOf(SecretConfig secret) => secret.Id ?? secret.Value;
}
