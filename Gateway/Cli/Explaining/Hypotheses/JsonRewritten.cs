using System.Text.Json;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The body was read as JSON and written again: the same values in other bytes.</summary>
internal sealed class JsonRewritten : IHypothesis
{
    private const int MaxBytes = 4 * 1024 * 1024;

    private static readonly JsonDocumentOptions Lenient = new() { AllowDuplicateProperties = true, MaxDepth = 128 };

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        if (Parse(evidence.Request.Body) is not { } document)
        {
            yield break;
        }

        using (document)
        {
            foreach (var (style, name) in JsonStyle.All())
            {
                if (Write(document, style) is not { } body)
                {
                    continue;
                }

                yield return With(evidence, body, name);
                if (style.Strings == JsonStringStyle.AsReceived)
                {
                    yield return With(evidence, [.. body, (byte)'\n'], name + ", and a line end behind it");
                }
            }
        }
    }

    private static Suspicion With(Evidence evidence, byte[] body, string name) =>
        new(
            $"The body was read as JSON and written anew on the way; it was signed {name}.",
            "Have what stands in front pass the body on as the bytes it received, not as what a JSON parser made of them.")
        {
            Request = evidence.Request.WithBody(body),
        };

    private static JsonDocument? Parse(byte[] body)
    {
        if (body.Length is 0 or > MaxBytes)
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(body, Lenient);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[]? Write(JsonDocument document, JsonStyle style)
    {
        try
        {
            return JsonWriting.Write(document.RootElement, style);
        }
        catch (InvalidOperationException)
        {
            return null; // Half of a surrogate pair is no text that could be written otherwise.
        }
    }
}
