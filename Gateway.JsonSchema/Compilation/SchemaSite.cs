using System.Text.Json;
using Gateway.JsonSchema.Rules;

namespace Gateway.JsonSchema.Compilation;

/// <summary>A schema where it stands.</summary>
internal sealed class SchemaSite(SchemaResource resource, string pointer, JsonElement element)
{
    public SchemaResource Resource => resource;

    public string Pointer => pointer;

    public JsonElement Element => element;

    /// <summary>What it is compiled to, once somebody needs it.</summary>
    public SchemaNode? Node { get; set; }

    /// <summary>The place as people read it.</summary>
    public string Location => resource.Document.Describe(pointer);

    /// <summary>The value of a keyword, if it is there and the dialect has it.</summary>
    public bool TryGet(string keyword, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && resource.Dialect.Find(keyword) is not null
            && element.TryGetProperty(keyword, out value);
    }
}
