using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Admin.Deliveries;

/// <summary>How the API and its client write and read, without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DeliveryList))]
[JsonSerializable(typeof(EventView))]
[JsonSerializable(typeof(RedeliveryRequest))]
[JsonSerializable(typeof(RedeliveryAnswer))]
internal sealed partial class DeliveryJson : JsonSerializerContext;
