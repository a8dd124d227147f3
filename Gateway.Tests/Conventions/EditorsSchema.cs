using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Conventions;

/// <summary><c>config/gateway.schema.json</c>, by the paths of the configuration.</summary>
internal sealed class EditorsSchema : IDisposable
{
    private readonly JsonDocument _document = JsonDocument.Parse(System.IO.File.ReadAllBytes(File));

    public static string File => Repository.PathOf("config", "gateway.schema.json");

    public JsonElement Definitions => _document.RootElement.GetProperty("$defs");

    /// <summary>The schema of a section.</summary>
    public JsonElement Section(string path)
    {
        var section = Resolve(Definitions.GetProperty(path.Split('.')[0]));
        foreach (var step in path.Split('.').Skip(1))
        {
            section = step == "NAME"
                ? Resolve(section.GetProperty("additionalProperties"))
                : Resolve(section.GetProperty("properties").GetProperty(step.Replace("[]", "", StringComparison.Ordinal)));
        }

        return section;
    }

    /// <summary>The texts that one key of a section takes; none where it takes any.</summary>
    public IReadOnlyList<string> Words(string path, string key) =>
        Enumeration(Section(path).GetProperty("properties").GetProperty(key)) is { } words
            ? [.. words.EnumerateArray().Where(word => word.ValueKind == JsonValueKind.String).Select(word => word.GetString()!)]
            : [];

    public void Dispose() => _document.Dispose();

    private JsonElement? Enumeration(JsonElement element)
    {
        if (element.TryGetProperty("enum", out var words))
        {
            return words;
        }

        if (element.TryGetProperty("$ref", out var reference))
        {
            return Enumeration(Referred(reference));
        }

        return element.TryGetProperty("anyOf", out var choices)
            ? choices.EnumerateArray().Select(Enumeration).FirstOrDefault(choice => choice is not null)
            : null;
    }

    /// <summary>Behind references, and in the place of "one or a list of them", or of "a word or an object", the object.</summary>
    private JsonElement Resolve(JsonElement element) => FindObject(element) ?? element;

    private JsonElement? FindObject(JsonElement element)
    {
        if (element.TryGetProperty("$ref", out var reference))
        {
            return FindObject(Referred(reference));
        }

        if (element.TryGetProperty("properties", out _) || element.TryGetProperty("additionalProperties", out _))
        {
            return element;
        }

        return element.TryGetProperty("anyOf", out var choices)
            ? choices.EnumerateArray().Select(FindObject).FirstOrDefault(choice => choice is not null)
            : null;
    }

    private JsonElement Referred(JsonElement reference) => Definitions.GetProperty(reference.GetString()!.Split('/')[^1]);
}
