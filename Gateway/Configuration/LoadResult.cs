using Gateway.Reading;

namespace Gateway.Configuration;

/// <summary>What came of reading the configuration: all of it, or every problem.</summary>
/// <param name="Snapshot">The configuration; null if there is any problem.</param>
/// <param name="Settings">The <c>Gateway</c> section, even if routes have problems; null if the file cannot be read.</param>
/// <param name="Problems">Everything that is wrong.</param>
/// <param name="Files">What was read, to tell when it changes.</param>
/// <param name="Raw">The raw configuration, for the parts of ASP.NET Core that read it themselves; null if unreadable.</param>
internal sealed record LoadResult(
    GatewaySnapshot? Snapshot,
    GatewaySettings? Settings,
    IReadOnlyList<ConfigurationProblem> Problems,
    ConfigurationFiles Files,
    ConfigurationNode? Raw)
{
    /// <summary>What may be in force and is probably not meant.</summary>
    public IReadOnlyList<ConfigurationProblem> Warnings { get; init; } = [];

    /// <summary>What each route was compiled from, of those that need not be compiled again while that is the same.</summary>
    public IReadOnlyDictionary<string, RouteOrigin> Origins { get; init; } = new Dictionary<string, RouteOrigin>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The routes that have no problem themselves, whatever is wrong elsewhere: to look at, such as where the secrets of the
    /// others are not at hand. Never to serve; null if the file cannot be read.
    /// </summary>
    public GatewaySnapshot? Partial { get; init; }
}
