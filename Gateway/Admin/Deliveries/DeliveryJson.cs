using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Admin.Deliveries;

/// <summary>How the API and its client write and read, without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DeliveryList))]
[JsonSerializable(typeof(EventView))]
[JsonSerializable(typeof(RedeliveryRequest))]
[JsonSerializable(typeof(RedeliveryAnswer))]
internal sealed partial class DeliveryJson : JsonSerializerContext
{
    /// <summary>
    /// For answers: text as it is, to be found by eye and by grep. Nothing takes an answer for a page: its type says JSON, and no
    /// browser may guess another.
    /// </summary>
    public static DeliveryJson Answers { get; } =
        new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
