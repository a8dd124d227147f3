using System.Text.Json.Serialization;

namespace Gateway.Secrets.Stored;

/// <summary>What is encrypted of a tenant. Read by gateways of before and after: properties are added, and never change.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredTenant))]
internal sealed partial class StoredTenantJson : JsonSerializerContext;
