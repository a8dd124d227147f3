using System.Text.Json;
using Gateway.JsonSchema;

namespace Gateway.Cli.Schemas;

/// <summary>Where payloads have their event type.</summary>
/// <param name="pointer">A JSON pointer, not that to the whole.</param>
internal sealed class EventPointer(string pointer)
{
    public const int LongestType = 128;

    /// <summary>An element behind so many others is not told from them: each would stand in the schema.</summary>
    private const int MostElements = 100;

    private readonly JsonPointerSet _pointers = new(pointer);
    private readonly string[] _names = [.. pointer.Split('/').Skip(1).Select(JsonPointer.Unescape)];

    public override string ToString() => pointer;

    /// <summary>The text there, if it is one of 1 to 128 characters.</summary>
    public string? Read(ReadOnlySpan<byte> payload)
    {
        var value = default(LocatedValue);
        _pointers.Read(payload, StrictJsonOptions.Default, new Span<LocatedValue>(ref value));
        return value.Kind == JsonKind.String && value.GetString(payload) is { Length: > 0 and <= LongestType } type ? type : null;
    }

    /// <summary>Writes the keywords that say of a payload which type it has.</summary>
    /// <param name="writer">Within a schema.</param>
    /// <param name="type">The event type.</param>
    /// <param name="areIndices">As a payload of that type has them.</param>
    public void WriteConstant(Utf8JsonWriter writer, string type, IReadOnlyList<bool> areIndices) => Write(writer, type, areIndices, 0);

    /// <summary>Which names of the pointer mean an element of an array in a payload, for a number may be a member, too.</summary>
    public IReadOnlyList<bool> IndicesIn(JsonElement payload)
    {
        var areIndices = new bool[_names.Length];
        for (var i = 0; i < areIndices.Length; i++)
        {
            areIndices[i] = payload.ValueKind == JsonValueKind.Array;
            _ = JsonPointer.TryStep(payload, _names[i], out payload);
        }

        return areIndices;
    }

    private void Write(Utf8JsonWriter writer, string type, IReadOnlyList<bool> areIndices, int at)
    {
        if (at == _names.Length)
        {
            writer.WriteString("const", type);
            return;
        }

        if (!areIndices[at])
        {
            writer.WriteStartObject("properties");
            writer.WriteStartObject(_names[at]);
            Write(writer, type, areIndices, at + 1);
            writer.WriteEndObject();
            writer.WriteEndObject();
            return;
        }

        var index = JsonPointer.IndexOf(_names[at]);
        if (index >= MostElements)
        {
            return;
        }

        writer.WriteStartArray("prefixItems");
        for (; index > 0; index--)
        {
            writer.WriteBooleanValue(true);
        }

        writer.WriteStartObject();
        Write(writer, type, areIndices, at + 1);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
