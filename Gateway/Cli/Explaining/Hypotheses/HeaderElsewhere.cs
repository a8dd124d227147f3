namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The signature stands in a header of any other name.</summary>
internal sealed class HeaderElsewhere : IHypothesis
{
    private static readonly string[] Words = ["sign", "hmac", "hash", "digest", "token", "auth", "secret", "verif", "key"];

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        var expected = NamedHeaders.OfSignature(evidence);
        if (expected.Count == 0 && evidence.Signature.From is null)
        {
            yield break;
        }

        foreach (var (name, value) in evidence.Request.Headers.Where(header => IsLikely(header.Key, expected)))
        {
            var moved = evidence.Signature with { From = $"header:{name}" };
            foreach (var other in SignatureShape.Others(moved, [value], withAlgorithms: true))
            {
                var difference = SignatureShape.Difference(moved, other);
                yield return new Suspicion(
                    "signature-header",
                    $"The signature stands in '{name}', not at '{evidence.Signature.From}'{(difference.Length == 0 ? "" : ", " + difference)}.",
                    $"Say in 'Signature': \"From\": \"header:{name}\", {SignatureShape.Settings(other)}; or have what renames the header leave it alone.")
                {
                    Config = evidence.Config with { Signature = other },
                };
            }
        }
    }

    private static bool IsLikely(string name, IReadOnlyList<string> expected) =>
        !expected.Contains(name, StringComparer.OrdinalIgnoreCase)
        && Words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
