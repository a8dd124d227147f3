using System.Collections.Frozen;

namespace Gateway.Verification.Schema;

/// <summary>The compiled <c>Schema</c> section: the schema of each event type, and of all others.</summary>
internal sealed class SchemaPolicy(
    JsonSchema.Schema? byDefault, IReadOnlyDictionary<string, JsonSchema.Schema> byEvent, SchemaMode mode)
{
    private readonly FrozenDictionary<string, JsonSchema.Schema> _byEvent = byEvent.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a body that does not fit is let through all the same.</summary>
    public bool OnlyWarns => mode == SchemaMode.Warn;

    /// <summary>Whether a body is refused that is not JSON, whatever its type says.</summary>
    public bool NeedsJson { get => field || (!OnlyWarns && (byDefault is not null || _byEvent.Count > 0)); init; }

    /// <summary>
    /// Whether the route takes JSON among other types: then what looks like JSON is held to it, whatever its type says.
    /// </summary>
    public bool TakesJson { get; init; }

    /// <summary>Whether a body that is empty may be said to be JSON: the signature covers that it is, or nothing of the body in any case.</summary>
    public bool TakesEmpty { get; init; }

    /// <summary>What differs between schemas and webhooks; null where nobody asked for it.</summary>
    public SchemaDrift? Drift { get; init; }

    public JsonSchema.Schema? For(string? eventType) =>
        eventType is not null && _byEvent.TryGetValue(eventType, out var schema) ? schema : byDefault;
}
