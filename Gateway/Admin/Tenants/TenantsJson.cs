using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Admin.Tenants;

/// <summary>How the API of tenants and its client write and read, without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TenantChange))]
[JsonSerializable(typeof(TenantView))]
[JsonSerializable(typeof(TenantList))]
[JsonSerializable(typeof(UnreadableTenantList))]
internal sealed partial class TenantsJson : JsonSerializerContext;
