using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Admin.Traffic;

/// <summary>How traffic is answered, without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RouteList))]
[JsonSerializable(typeof(OutcomeList))]
[JsonSerializable(typeof(JourneyView))]
[JsonSerializable(typeof(TenantTrafficList))]
internal sealed partial class TrafficJson : JsonSerializerContext
{
    /// <summary>For answers: text as it is. Nothing takes an answer for a page: its type says JSON, and no browser may guess another.</summary>
    public static TrafficJson Answers { get; } =
        new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
