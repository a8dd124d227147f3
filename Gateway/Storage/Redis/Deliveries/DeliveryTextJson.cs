using System.Text.Json.Serialization;

namespace Gateway.Storage.Redis.Deliveries;

/// <summary>How <see cref="DeliveryText"/> writes a list of texts, without reflection.</summary>
[JsonSerializable(typeof(string?[]))]
internal sealed partial class DeliveryTextJson : JsonSerializerContext;
