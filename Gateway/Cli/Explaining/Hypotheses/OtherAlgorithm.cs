namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The signature was made with another hash.</summary>
internal sealed class OtherAlgorithm : IHypothesis
{
    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        string[] values = [.. NamedHeaders.OfSignature(evidence).SelectMany(name => evidence.Request.Lines(name))];
        foreach (var other in SignatureShape.Others(evidence.Signature, values, withAlgorithms: true)
            .Where(other => other.Algorithm != evidence.Signature.Algorithm))
        {
            yield return new Suspicion(
                $"The signature is {SignatureShape.Difference(evidence.Signature, other)}.",
                $"Say in 'Signature': {SignatureShape.Settings(other)}; or choose {evidence.Signature.Algorithm} at the provider.")
            {
                Config = evidence.Config with { Signature = other },
            };
        }
    }
}
