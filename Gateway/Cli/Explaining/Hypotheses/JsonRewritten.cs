using Gateway.Cli.Explaining.Json;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The body was read as JSON and written again: the same values in other bytes.</summary>
internal sealed class JsonRewritten : IHypothesis
{
    /// <summary>What of the work it may use up: others come behind it.</summary>
    private const double Share = 0.75;

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        if (evidence.Json is not { } source)
        {
            yield break;
        }

        var writer = new JsonWriter(source);
        var least = evidence.Work.Left - (long)(evidence.Work.Left * Share);
        foreach (var (share, variants) in new JsonVariants(source).Stages())
        {
            var stop = Math.Max(least, evidence.Work.Left - (long)((evidence.Work.Left - least) * share));
            foreach (var variant in variants)
            {
                if (evidence.Work.Left <= stop || evidence.Work.IsSpent)
                {
                    evidence.Work.CutShort();
                    break;
                }

                if (Signed(evidence, writer, variant) is { } body)
                {
                    yield return With(evidence, body, variant);
                }
            }
        }
    }

    /// <summary>The body in that way; null if it is known already that it was not signed.</summary>
    private static byte[]? Signed(Evidence evidence, JsonWriter writer, JsonVariant variant)
    {
        evidence.Work.Charge(variant.Change.Values.Count + variant.Change.Orders.Values.Sum(order => order.Length) + variant.Change.Names.Count);
        evidence.Work.ChargeValues(evidence.Json!.Leaves.Count, evidence.Request.Body.Length);
        var body = writer.Write(variant.Layout, variant.Texts, variant.Change);
        return !evidence.MayBeSigned(body) || body.SequenceEqual(evidence.Request.Body) ? null : body.ToArray();
    }

    private static Suspicion With(Evidence evidence, byte[] body, JsonVariant variant) =>
        new(
            variant.Change.Finding,
            $"The body was read as JSON and written anew on the way; it was signed {variant.Name}.",
            "Have what stands in front pass the body on as the bytes it received, not as what a JSON parser made of them.")
        {
            Request = evidence.Request.WithBody(body),
        };
}
