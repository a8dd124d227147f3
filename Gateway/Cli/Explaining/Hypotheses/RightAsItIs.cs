using Gateway.Outcomes;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>
/// The signature is right as it stands, and something else was asked for: a client certificate, a value, the name of the key, fewer signatures. It comes before all
/// that changes something, which would seem to be proven then.
/// </summary>
internal sealed class RightAsItIs : IHypothesis
{
    public IEnumerable<Suspicion> Suspect(Evidence evidence) =>
        evidence.Refusal == Outcome.ContentTypeNotAllowed ? [] : OfValues(evidence).Concat(OfCertificate(evidence)).Concat(OfKeys(evidence));

    /// <summary>Each of the values alone, then all of them.</summary>
    private static IEnumerable<Suspicion> OfValues(Evidence evidence)
    {
        var asked = evidence.Signature.Expected?.ToList() ?? [];
        foreach (var (place, _) in asked)
        {
            yield return Without([place], asked.Where(pair => pair.Key != place));
        }

        if (asked.Count > 1)
        {
            yield return Without([.. asked.Select(pair => pair.Key)], []);
        }

        Suspicion Without(IReadOnlyList<string> places, IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> rest) => new(
            "expected-value",
            $"The signature is right, and what stands at {string.Join(" and ", places.Select(place => $"'{place}'"))} is not what 'Signature.Expected' says.",
            "It may be a genuine webhook of somebody else's account or topic. If it is your own, correct 'Expected'; else look how its sender has this URL.")
        {
            Config = evidence.Config with { Signature = evidence.Signature with { Expected = rest.ToDictionary(StringComparer.Ordinal) } },
        };
    }

    private static IEnumerable<Suspicion> OfCertificate(Evidence evidence)
    {
        if (evidence.Signature.ClientCertificate is { } asked)
        {
            yield return new Suspicion(
                "client-certificate",
                asked.Header is { } header
                    ? $"The signature is right; the client certificate in '{header}' is missing or not the provider's."
                    : "The signature is right; the client certificate is one of the connection, which no file holds.",
                "Look at 'Detail' in the log's line of this request: it says what was wrong with the certificate.");
        }
    }

    private static IEnumerable<Suspicion> OfKeys(Evidence evidence)
    {
        foreach (var secret in evidence.Refusal == Outcome.SignatureInvalid && evidence.Signature.ClientCertificate is null ? evidence.Secrets : [])
        {
            yield return evidence.Signature.KeyId is { } place
                ? new Suspicion(
                    "key-id",
                    $"It was signed with the secret '{secret.Id}', and what stands at '{place}' names another key.",
                    $"Give the secrets the provider's own names as 'Id'; one that stands at '{place}' leaves the secrets of other names out.")
                {
                    Secrets = [secret],
                }
                : new Suspicion(
                    "signatures-many",
                    $"It was signed with the secret '{secret.Id}', which was not tried: the request carries more signatures than are tried with so many keys.",
                    "Take the keys that are not used any more out of 'Signature.Secrets', or put this one first.")
                {
                    Secrets = [secret],
                };
        }
    }
}
