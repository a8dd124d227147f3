using Gateway.Cli.Providers;
using Gateway.Configuration;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The request is signed as another of the known providers signs.</summary>
internal sealed class OtherProvider : IHypothesis
{
    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        foreach (var facts in evidence.Providers.Where(facts => facts.Id != evidence.Policy.Provider && MayBeOf(facts, evidence)))
        {
            var suspicion = new Suspicion(
                "other-provider",
                $"It is signed as {facts.Name} signs (provider '{facts.Id}'), and the route expects {Expected(evidence)}.",
                $"Say \"Provider\": \"{facts.Id}\" in the route, or register the right URL at {facts.Name}.")
            {
                Config = Section(facts, evidence),
            };
            yield return suspicion;
            if (facts.Signature.KeyPrefix is { Length: > 0 })
            {
                var config = suspicion.Config;
                yield return suspicion with { Config = config with { Signature = config.Signature! with { KeyPrefix = null } } };
            }
        }
    }

    private static string Expected(Evidence evidence) =>
        evidence.Policy.Provider is { } provider ? $"'{provider}'" : $"{evidence.Signature.Algorithm} at '{evidence.Signature.From}'";

    /// <summary>Whether a header stands there in which the provider signs; what it signs elsewhere is not known before it is tried.</summary>
    private static bool MayBeOf(ProviderFacts facts, Evidence evidence)
    {
        var places = NamedHeaders.In(facts.Signature.From ?? "");
        if (facts.Signature.Algorithm is "shared-token" or "basic" && places.All(name => string.Equals(name, "Authorization", StringComparison.OrdinalIgnoreCase)))
        {
            return false; // A token where everybody sends tokens tells no provider.
        }

        return facts.Signature.From is null
            ? facts.Signature.MessageSignature is not null
            : places.Count == 0 || places.Any(name => evidence.Request.Lines(name).Count > 0);
    }

    private static VerificationConfig Section(ProviderFacts facts, Evidence evidence) => facts.Config with
    {
        PublicUrl = evidence.Config.PublicUrl ?? $"https://{evidence.Request.Header("Host") ?? "localhost"}",
        Signature = facts.Signature with { KeySet = null, KeySetRefresh = null, Certificate = null },
    };
}
