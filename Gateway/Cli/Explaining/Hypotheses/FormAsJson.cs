using System.Text;
using Gateway.Cli.Explaining.Json;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>A form was read and passed on as the JSON object that a program had made of it.</summary>
internal sealed class FormAsJson : IHypothesis
{
    private const int MostFields = 256;

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        if (evidence.Json is not { Root.Kind: JsonItemKind.Object } source)
        {
            yield break;
        }

        var fields = Fields(source, source.Root, "", isOutermost: true).Take(MostFields).ToList();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (safe, name) in fields.Count == 0 ? [] : FormEncodings.Alphabets)
        {
            foreach (var (blank, digits, how) in FormEncodings.Blanks)
            {
                if (evidence.Work.IsSpent)
                {
                    yield break;
                }

                var text = string.Join('&', fields.Select(field => $"{FormEncodings.Encode(field.Name, safe, blank, digits)}={FormEncodings.Encode(field.Value, safe, blank, digits)}"));
                var body = Encoding.ASCII.GetBytes(text);
                evidence.Work.ChargeEscaped(body.Length);
                if (known.Add(text) && evidence.MayBeSigned(body))
                {
                    yield return new Suspicion(
                        "form-as-json",
                        $"The body was signed as a form, and arrived as the JSON object that a program has made of it; it was signed {name}, {how}.",
                        "Have what stands in front pass the body on as the bytes it received, not as what a parser of forms made of them.")
                    {
                        Request = evidence.Request.WithHeader("Content-Type", "application/x-www-form-urlencoded").WithBody(body),
                    };
                }
            }
        }
    }

    private static IEnumerable<(string Name, string Value)> Fields(JsonSource source, JsonItem item, string name, bool isOutermost)
    {
        for (var i = 0; i < item.Items.Count; i++)
        {
            var inner = item.Items[i];
            var own = item.Kind == JsonItemKind.List ? "" : source.Texts[item.Names[i]].Value ?? "";
            var place = isOutermost ? own : item.Kind == JsonItemKind.List && inner.Items.Count == 0 ? name + "[]" : $"{name}[{(item.Kind == JsonItemKind.List ? i : own)}]";
            if (inner.Kind is JsonItemKind.Object or JsonItemKind.List)
            {
                foreach (var field in Fields(source, inner, place, isOutermost: false))
                {
                    yield return field;
                }
            }
            else
            {
                yield return (place, inner.Kind == JsonItemKind.Text ? source.Texts[inner.Text].Value ?? "" : Encoding.UTF8.GetString(source.Body.AsSpan(inner.Start, inner.Length)));
            }
        }
    }
}
