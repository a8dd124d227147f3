namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The signature was made with another hash.</summary>
internal sealed class OtherAlgorithm : IHypothesis
{
    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        foreach (var name in PublicKeys(evidence.Signature.Algorithm))
        {
            var isSns = evidence.Content.Contains("{aws-sns-fields}", StringComparison.Ordinal);
            yield return new Suspicion(
                "algorithm",
                $"The signature is made with {name} and not {evidence.Signature.Algorithm}{(isSns ? ": SignatureVersion 1 is SHA-1, 2 is SHA-256" : "")}.",
                isSns
                    ? $"Set SignatureVersion 2 on the topic (SHA-256), or say in 'Signature': \"Algorithm\": \"{name}\"."
                    : $"Say in 'Signature': \"Algorithm\": \"{name}\"; or choose {evidence.Signature.Algorithm} at the provider.")
            {
                Config = evidence.Config with { Signature = evidence.Signature with { Algorithm = name } },
            };
        }

        string[] values = [.. NamedHeaders.OfSignature(evidence).SelectMany(name => evidence.Request.Lines(name))];
        foreach (var other in SignatureShape.Others(evidence.Signature, values, withAlgorithms: true)
            .Where(other => other.Algorithm != evidence.Signature.Algorithm))
        {
            yield return new Suspicion(
                "algorithm",
                $"The signature is {SignatureShape.Difference(evidence.Signature, other)}.",
                $"Say in 'Signature': {SignatureShape.Settings(other)}; or choose {evidence.Signature.Algorithm} at the provider.")
            {
                Config = evidence.Config with { Signature = other },
            };
        }
    }

    /// <summary>Those that a key of the same kind can make.</summary>
    private static IEnumerable<string> PublicKeys(string? algorithm)
    {
        string[] kind = algorithm switch
        {
            not null when algorithm.StartsWith("rsa-", StringComparison.Ordinal) => ["rsa-sha256", "rsa-sha1", "rsa-sha512", "rsa-pss-sha256"],
            not null when algorithm.StartsWith("ecdsa-", StringComparison.Ordinal) => ["ecdsa-p256-sha256", "ecdsa-p256-sha256-p1363", "ecdsa-p256-sha1"],
            _ => [],
        };
        return kind.Where(name => name != algorithm);
    }
}
