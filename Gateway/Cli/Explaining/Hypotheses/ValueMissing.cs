using System.Text;
using Gateway.Intake;
using Gateway.Outcomes;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>A value that the template names is not there, and the provider signed without it; or it is there and the template refuses it.</summary>
internal sealed class ValueMissing : IHypothesis
{
    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        if (evidence.Direct is not { Values: { } values } direct)
        {
            yield break;
        }

        var missing = values.Where(value => value.State != ValueState.Found).ToList();
        if (missing.Count > 0)
        {
            var names = string.Join(" and ", missing.Select(value => $"'{{{value.Name}}}'"));
            if (direct.SignerOf(Join(values)) is { } key)
            {
                yield return new Suspicion(
                    "value-missing",
                    $"Nothing stands at {names}, which the route's template names; the provider signs nothing in its place.",
                    $"Write '{{PLACE?}}' in 'Signature.Content' for a value that the provider leaves out ({names}). Where that is not possible, this webhook cannot be accepted; a template without it would be right for this request alone.")
                {
                    Proof = Proof(key),
                };
            }

            if (direct.SignerOf(Join(WithoutLabels(values))) is { } signer)
            {
                yield return new Suspicion(
                    "value-missing",
                    $"Nothing stands at {names}, which the route's template names; the provider leaves it out together with its label.",
                    $"Give these webhooks a route of their own, whose 'Signature.Content' is without {names} and the label before it; or have the provider send only those that have it.")
                {
                    Proof = Proof(signer),
                };
            }

            yield break;
        }

        if (evidence.Refusal == Outcome.SignatureMalformed && direct.SignerOf(Join(values)) is { } owner)
        {
            var refused = Refused(evidence, values);
            yield return new Suspicion(
                "value-refused",
                $"The signature is right, and the template refuses a value: {refused}. With such a value one signature would stand for several requests.",
                "If this is the one value that may hold anything, write '{any:PLACE}' for it in 'Signature.Content'; else have the provider send it without that character.")
            {
                Proof = Proof(owner),
            };
        }
    }

    private static string Proof(string key) => $"put together so, what is signed is right under the key '{key}'";

    private static byte[] Join(IEnumerable<ContentValue> values) => ContentValue.Join(values);

    /// <summary>Where a literal in front names the value (<c>;id:{...}</c>), that goes too, from the separator before it.</summary>
    private static List<ContentValue> WithoutLabels(IReadOnlyList<ContentValue> values)
    {
        var kept = new List<ContentValue>();
        var drops = false;
        foreach (var (index, value) in values.Index())
        {
            if (value.State != ValueState.Found)
            {
                drops = true;
                continue;
            }

            var bytes = value.Bytes;
            if (value.Name is null)
            {
                var text = Encoding.UTF8.GetString(bytes);
                if (drops && text.IndexOfAny([';', '\n', '&', ',', '|']) is >= 0 and var end)
                {
                    text = text[(end + 1)..]; // its own end goes with it
                }

                var isBeforeMissing = index + 1 < values.Count && values[index + 1].State != ValueState.Found;
                text = isBeforeMissing ? text[..(text.LastIndexOfAny([';', '\n', '&', ',', '|']) + 1)] : text;
                bytes = Encoding.UTF8.GetBytes(text);
            }

            drops = false;
            kept.Add(value with { Bytes = bytes });
        }

        return kept;
    }

    /// <summary>The values with a character of the text beside them, by their names.</summary>
    private static string Refused(Evidence evidence, IReadOnlyList<ContentValue> values)
    {
        foreach (var (index, value) in values.Index())
        {
            if (value.Name is null || value.IsBody)
            {
                continue;
            }

            var text = Encoding.UTF8.GetString(value.Bytes);
            foreach (var neighbour in (int[])[index + 1, index - 1])
            {
                if (neighbour < 0 || neighbour >= values.Count)
                {
                    continue;
                }

                var beside = values[neighbour];
                if (beside.Name is null && text.Contains(neighbour > index ? (char)beside.Bytes[0] : (char)beside.Bytes[^1], StringComparison.Ordinal))
                {
                    return $"'{{{value.Name}}}' holds '{(neighbour > index ? (char)beside.Bytes[0] : (char)beside.Bytes[^1])}', which stands beside it in the template";
                }
            }
        }

        return $"one of those in '{PlainText.Template(evidence.Content)}'";
    }
}
