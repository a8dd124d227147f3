using System.Runtime.InteropServices;
using System.Text.Json;

namespace Gateway.JsonSchema.Compilation;

/// <summary>A value in a document that holds other things than schemas, and where it stands.</summary>
/// <param name="Root">The document.</param>
/// <param name="Pointer">The JSON pointer to the value.</param>
/// <param name="Value">The value.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DocumentPlace(JsonElement Root, string Pointer, JsonElement Value)
{
    /// <summary>References that lead to references may be so many.</summary>
    private const int MostReferences = 10;

    public IEnumerable<(string Name, DocumentPlace Place)> Members()
    {
        if (Value.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        foreach (var member in Value.EnumerateObject())
        {
            yield return (member.Name, new DocumentPlace(Root, Compilation.Pointer.Append(Pointer, member.Name), member.Value).Followed());
        }
    }

    /// <summary>A member, or what it refers to within the document.</summary>
    public DocumentPlace? Member(string name) =>
        Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out var value)
            ? new DocumentPlace(Root, Compilation.Pointer.Append(Pointer, name), value).Followed()
            : null;

    public string? Text(string name) =>
        Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private DocumentPlace Followed()
    {
        var place = this;
        for (var i = 0; i < MostReferences && place.Text("$ref") is { } reference && reference.StartsWith("#/", StringComparison.Ordinal); i++)
        {
            var target = new DocumentPlace(Root, "", Root);
            foreach (var part in reference[2..].Split('/').Select(part => Compilation.Pointer.Unescape(Uri.UnescapeDataString(part))))
            {
                var isThere = target.Value.ValueKind == JsonValueKind.Object && target.Value.TryGetProperty(part, out _);
                if (!isThere)
                {
                    return place;
                }

                target = new DocumentPlace(Root, Compilation.Pointer.Append(target.Pointer, part), target.Value.GetProperty(part));
            }

            place = target;
        }

        return place;
    }
}
