namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>It is a genuine webhook of another route: its URL was registered at the wrong provider.</summary>
internal sealed class OtherRoute : IHypothesis
{
    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        foreach (var (name, other) in evidence.OtherRoutes)
        {
            var secrets = evidence.OtherSecrets.Where(secret => secret.Route == name).ToList();
            if (secrets.Count > 0)
            {
                yield return new Suspicion(
                    "other-route",
                    $"It is a genuine webhook of the route '{name}'{(other.Policy.Provider is { } provider ? $" (provider '{provider}')" : "")}.",
                    $"Register that route's URL at the provider; this one belongs to the route '{evidence.Policy.Route}'.")
                {
                    Config = other.Config,
                    Secrets = secrets,
                };
            }
        }
    }
}
