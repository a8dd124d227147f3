using System.Buffers.Text;
using System.Text;
using Gateway.Cli.Explaining.Json;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>A body that a gateway, a queue or a workflow has put into an object of its own.</summary>
internal static class JsonEnvelope
{
    private const int Most = 200;

    /// <summary>What stands in it and may be the body: a text, a text in base64, a value by its own bytes.</summary>
    public static IEnumerable<(byte[] Inner, string How)> Inner(Evidence evidence)
    {
        if (evidence.Json is not { } source)
        {
            yield break;
        }

        foreach (var item in source.All().Where(item => item != source.Root).Take(Most))
        {
            var place = item.Name.Length == 0 ? "in a list" : $"in the member '{PlainText.Of(item.Name)}' of another object";
            if (item.Kind is JsonItemKind.Object or JsonItemKind.List)
            {
                var inner = source.Body[item.Start..(item.Start + item.Length)];
                yield return (inner, place);
                if (JsonSource.Read(inner) is { } part)
                {
                    evidence.Work.Charge(part.Leaves.Count); // One in another, each may hold nearly all of the body.
                    yield return (new JsonWriter(part).Write(JsonLayouts.Compact, new JsonEncodedTexts(part, JsonEscapes.AsReceived), JsonChange.None).ToArray(), $"{place}, with white space");
                }
            }

            if (item.Kind != JsonItemKind.Text || source.Texts[item.Text].Value is not { Length: > 1 } text)
            {
                continue;
            }

            yield return (Encoding.UTF8.GetBytes(text), $"{place}, as a text");
            if (Base64.IsValid(text))
            {
                yield return (Convert.FromBase64String(text), $"{place}, in base64");
            }
        }
    }
}
