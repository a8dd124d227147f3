using Gateway.Configuration;
using Gateway.Reading;
using Gateway.Verification.Signature;

namespace Gateway.Cli.Providers;

/// <summary>What a shipped preset says, put for people.</summary>
/// <param name="Id">The preset.</param>
/// <param name="Config">The preset as written.</param>
internal sealed record ProviderFacts(string Id, VerificationConfig Config)
{
    /// <summary>Whether it stands in the configuration, and is not shipped.</summary>
    public bool IsOwn { get; init; }

    public string Name => Config.Info?.Name ?? Id;

    /// <summary><c>verified</c> or <c>community</c>; <c>own</c> for a preset of the configuration that does not say.</summary>
    public string Status => Config.Info?.Status ?? (IsOwn ? "own" : "community");

    public string Algorithm => Signature.Algorithm ?? "";

    public SignatureConfig Signature => Config.Signature ?? new SignatureConfig();

    /// <summary>What is signed; nothing where the sender only shows a secret.</summary>
    public string? Content => Algorithm is "shared-token" or "basic" or "none" or "http-message-signatures" ? null : Signature.Content ?? "{body}";

    public string? EventId => Config.Deduplication?.Key is { } key ? string.Join(", ", key) : null;

    public static ProviderFacts Of(string id)
    {
        var problems = new ProblemList();
        var config = new ConfigurationReader(GatewayTypes.All, problems).Read<VerificationConfig>(ShippedPresets.Find(id, "$")!);
        return new ProviderFacts(id, config);
    }

    /// <summary>Whether this is its id, as a route would name it: in any case if it is the configuration's own.</summary>
    public bool IsNamed(string id) => string.Equals(Id, id, IsOwn ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    /// <summary>Whether its id, its name or another name is this text, whatever the case and what parts the words.</summary>
    public bool IsCalled(string text) =>
        (Config.Info?.Aliases ?? []).Append(Id).Append(Name).Any(name => PresetSearch.Plain(name) == PresetSearch.Plain(text));

    public bool Mentions(string text) =>
        new[] { Id, Name, Status, Algorithm }.Concat(Config.Info?.Aliases ?? []).Any(fact => fact.Contains(text, StringComparison.OrdinalIgnoreCase));
}
