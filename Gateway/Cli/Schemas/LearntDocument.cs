using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.JsonSchema;
using Gateway.JsonSchema.Learning;

namespace Gateway.Cli.Schemas;

/// <summary>What was learnt, as a document: one schema for all payloads, or one for each event type.</summary>
/// <param name="eventPointer">Where payloads have their event type; null for one schema for all.</param>
internal sealed class LearntDocument(EventPointer? eventPointer)
{
    /// <summary>With more, what was named is no event type.</summary>
    public const int MostTypes = 100;

    private const string Definitions = "#/$defs/";

    private readonly LearningRoom _room = new(LearningRoom.MostPlaces);
    private LearntSchema? _all;
    private readonly Dictionary<string, LearntSchema> _byType = new(StringComparer.Ordinal);
    private readonly List<string> _types = [];
    private readonly Dictionary<string, IReadOnlyList<bool>> _indices = new(StringComparer.Ordinal);

    /// <summary>How many payloads it was learnt from.</summary>
    public long Count => (_all?.Count ?? 0) + _byType.Values.Sum(schema => schema.Count);

    /// <summary>The event types as first seen; none if all are learnt as one.</summary>
    public IReadOnlyList<string> Types => _types;

    /// <summary>Adds one; false if it is of one type too many.</summary>
    public bool TryAdd(JsonElement payload, string? type)
    {
        if (type is null)
        {
            _all ??= new LearntSchema(_room);
            _all.Add(payload);
            return true;
        }

        if (!_byType.TryGetValue(type, out var schema))
        {
            if (_types.Count == MostTypes)
            {
                return false;
            }

            _byType[type] = schema = new LearntSchema(_room);
            _types.Add(type);
            _indices[type] = eventPointer?.IndicesIn(payload) ?? [];
        }

        schema.Add(payload);
        return true;
    }

    /// <summary>The document as text.</summary>
    /// <param name="today">When it is learnt.</param>
    public string Write(DateTimeOffset today)
    {
        using var content = new MemoryStream();
        using (var writer = new Utf8JsonWriter(content, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            writer.WriteString("$comment", Remark(Count, today));
            _all?.WriteTo(writer);
            if (_types.Count > 0)
            {
                WriteTypes(writer, today);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(content.ToArray()) + Environment.NewLine;
    }

    /// <summary>Where the schema of a type stands, as <c>Schema:ByEvent</c> has it behind the file.</summary>
    public static string PointerTo(string type) =>
        $"{Definitions}{JsonPointer.Escape(type)}";

    private void WriteTypes(Utf8JsonWriter writer, DateTimeOffset today)
    {
        writer.WriteStartArray("anyOf");
        foreach (var type in _types)
        {
            writer.WriteStartObject();
            writer.WriteString("$ref", $"{Definitions}{Uri.EscapeDataString(PointerTo(type)[Definitions.Length..])}");
            eventPointer?.WriteConstant(writer, type, _indices[type]);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("$defs");
        foreach (var type in _types)
        {
            writer.WriteStartObject(type);
            writer.WriteString("$comment", Remark(_byType[type].Count, today));
            _byType[type].WriteTo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static string Remark(long count, DateTimeOffset today) => string.Create(
        CultureInfo.InvariantCulture,
        $"A draft that gateway schema learn made of {count} {(count == 1 ? "payload" : "payloads")} on {today.UtcDateTime:yyyy-MM-dd}: ")
        + "it knows no more than those. Read it, then try it with Mode Warn.";
}
