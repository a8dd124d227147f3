using Gateway.Configuration;
using Gateway.Reading;

namespace Gateway.Cli.Providers;

/// <summary>The presets that can be named: those of a configuration's own, and the shipped ones.</summary>
internal static class KnownProviders
{
    private static readonly Lazy<IReadOnlyList<ProviderFacts>> Shipped = new(() => [.. ShippedPresets.Names.Select(ProviderFacts.Of)]);

    /// <summary>Those of the configuration first, in the place of shipped ones of the same name. What is wrong with the file is not said here.</summary>
    public static IReadOnlyList<ProviderFacts> Of(string? configPath, ConfigurationFiles files)
    {
        var own = configPath is null ? [] : Own(configPath, files);
        return [.. own, .. Shipped.Value.Where(facts => !own.Exists(other => Is(other.Id, facts.Id)))];
    }

    private static List<ProviderFacts> Own(string configPath, ConfigurationFiles files)
    {
        var problems = new ProblemList();
        if (RawConfiguration.Read(Path.GetFullPath(configPath), files, overrides: null, problems)?.Node.At("Gateway", "Providers") is not { } section)
        {
            return [];
        }

        var catalog = new PresetCatalog(section, problems);
        return
        [
            .. section.Children.Keys.Order(StringComparer.OrdinalIgnoreCase)
                .Select(name => new ProviderFacts(name, new ConfigurationReader(GatewayTypes.All, problems).Read<VerificationConfig>(catalog.Own(name)!))
                {
                    IsOwn = true,
                }),
        ];
    }

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
