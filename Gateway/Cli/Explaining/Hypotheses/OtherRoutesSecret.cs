namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The secret of another route of the same configuration.</summary>
internal sealed class OtherRoutesSecret : IHypothesis
{
    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        foreach (var secret in evidence.OtherSecrets)
        {
            yield return new Suspicion(
                "other-route-secret",
                $"It was signed with the secret '{secret.Id}' of the route '{secret.Route}'.",
                "Swap the two references, or send the webhook to the other route: the secrets or the URLs were mixed up.")
            {
                Secrets = [secret],
                IgnoresValidity = true,
            };
        }
    }
}
