using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Admin.Schemas;

/// <summary>How the answer is written and read, without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DriftAnswer))]
internal sealed partial class DriftJson : JsonSerializerContext
{
    /// <summary>Text as it is, as in the answers about deliveries.</summary>
    public static DriftJson Answers { get; } =
        new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
