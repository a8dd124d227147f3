using System.Text.Json;

namespace Gateway.JsonSchema.Learning;

/// <summary>Learns from payloads what they have in common. What it remembers is bounded, however many and large they are.</summary>
/// <param name="room">How much may be remembered.</param>
internal sealed class LearntSchema(LearningRoom room)
{
    private readonly LearntPlace _root = new();

    /// <summary>From how many payloads.</summary>
    public long Count { get; private set; }

    public void Add(JsonElement payload)
    {
        Count++;
        _root.Add(payload, room, depth: 0);
    }

    /// <summary>Writes the keywords of a schema that all payloads fit, into an object that is open.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        LearntSchemaWriter.WriteKeywords(writer, _root, member: "");
    }
}
