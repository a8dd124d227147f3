using System.Globalization;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The right secret, before <c>NotBefore</c> or past <c>NotAfter</c>.</summary>
internal sealed class SecretNotInForce : IHypothesis
{
    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        foreach (var secret in evidence.Secrets)
        {
            var (from, until) = (secret.Config.NotBefore, secret.Config.NotAfter);
            var bound = evidence.Instant < from ? $"before {Text(from.Value)}"
                : evidence.Instant >= until ? $"from {Text(until.Value)} on"
                : null;
            if (bound is not null)
            {
                yield return new Suspicion(
                    "secret-not-in-force",
                    $"It was signed with the secret '{secret.Id}', which does not count {bound}; it is judged at {Text(evidence.Instant)}.",
                    "Move 'NotBefore' or 'NotAfter' of that secret, or have the provider sign with the one that is in force.")
                {
                    Secrets = [secret],
                    IgnoresValidity = true,
                };
            }
        }
    }

    private static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
