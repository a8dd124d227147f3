using System.Runtime.InteropServices;
using System.Text.Json;

namespace Gateway.JsonSchema.Compilation;

/// <summary>A value in a document that holds other things than schemas, and where it stands.</summary>
/// <param name="Pointer">The JSON pointer to the value.</param>
/// <param name="Value">The value.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DocumentPlace(string Pointer, JsonElement Value)
{
    public IEnumerable<(string Name, DocumentPlace Place)> Members()
    {
        if (Value.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        foreach (var member in Value.EnumerateObject())
        {
            yield return (member.Name, new DocumentPlace(JsonPointer.Append(Pointer, member.Name), member.Value));
        }
    }

    public DocumentPlace? Member(string name) =>
        Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out var value)
            ? new DocumentPlace(JsonPointer.Append(Pointer, name), value)
            : null;

    public string? Text(string name) =>
        Member(name) is { Value: { ValueKind: JsonValueKind.String } value } ? value.GetString() : null;

    /// <summary>What a JSON pointer leads to from here, if it is one and something is there.</summary>
    public DocumentPlace? At(string pointer)
    {
        if (!JsonPointerSet.IsPointer(pointer))
        {
            return null;
        }

        var value = Value;
        foreach (var token in pointer.Split('/').Skip(1))
        {
            if (!JsonPointer.TryStep(value, JsonPointer.Unescape(token), out value))
            {
                return null;
            }
        }

        return new DocumentPlace(Pointer + pointer, value);
    }
}
