namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The right signature in another encoding, behind another prefix, in quotes, or encoded for a URL.</summary>
internal sealed class SignatureWrittenOtherwise : IHypothesis
{
    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        var request = evidence.Request;
        var names = NamedHeaders.OfSignature(evidence);
        string[] values = [.. names.SelectMany(name => request.Lines(name))];
        foreach (var other in SignatureShape.Others(evidence.Signature, values, withAlgorithms: false))
        {
            yield return new Suspicion(
                "signature-encoding",
                $"The signature is the right one, {SignatureShape.Difference(evidence.Signature, other)}.",
                $"Say in 'Signature': {SignatureShape.Settings(other)}; or find what rewrites the header.")
            {
                Config = evidence.Config with { Signature = other },
            };
        }

        foreach (var name in names)
        {
            foreach (var (value, what) in Cleaned(request.Header(name) ?? ""))
            {
                yield return new Suspicion("signature-rewritten", $"The header '{name}' holds the right signature {what}.", "Find what rewrites the header on the way.")
                {
                    Request = request.WithHeader(name, value),
                };
            }
        }
    }

    private static IEnumerable<(string Value, string What)> Cleaned(string value)
    {
        if (value is ['"', .., '"'] or ['\'', .., '\''])
        {
            yield return (value[1..^1], "in quotes");
        }

        if (value.Contains('%', StringComparison.Ordinal))
        {
            yield return (Uri.UnescapeDataString(value), "encoded for a URL");
        }

        if (value.Contains(' ', StringComparison.Ordinal))
        {
            yield return (value.Replace(' ', '+'), "with blanks where plus signs were: it was decoded as a form");
            yield return (value.Replace(" ", "", StringComparison.Ordinal), "with blanks in it");
        }
    }
}
