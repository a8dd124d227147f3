namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The signature stands in the header of another version, such as <c>X-Hub-Signature</c> for <c>X-Hub-Signature-256</c>.</summary>
internal sealed class HeaderOfAnotherVersion : IHypothesis
{
    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        foreach (var expected in NamedHeaders.OfSignature(evidence).Where(name => evidence.Request.Lines(name).Count == 0))
        {
            foreach (var (name, value) in evidence.Request.Headers.Where(header => IsVersionOf(header.Key, expected)))
            {
                var moved = evidence.Signature with { From = $"header:{name}" };
                foreach (var other in SignatureShape.Others(moved, [value], withAlgorithms: true))
                {
                    var difference = SignatureShape.Difference(moved, other);
                    yield return new Suspicion(
                        "signature-header-version",
                        $"The signature stands in '{name}', not in '{expected}'{(difference.Length == 0 ? "" : ", " + difference)}.",
                        $"Have the provider send '{expected}' (mostly the newer, stronger one), or say in 'Signature': "
                        + $"\"From\": \"header:{name}\", {SignatureShape.Settings(other)}.")
                    {
                        Config = evidence.Config with { Signature = other },
                    };
                }
            }
        }
    }

    private static bool IsVersionOf(string name, string other) =>
        !string.Equals(name, other, StringComparison.OrdinalIgnoreCase)
        && (IsLonger(name, other) || IsLonger(other, name));

    private static bool IsLonger(string longer, string name) =>
        longer.StartsWith(name, StringComparison.OrdinalIgnoreCase) && longer.Length > name.Length && longer[name.Length] is ('-' or '_');
}
