using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Admin.Access;

/// <summary>How signing in is read and answered, without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(SignInRequest))]
internal sealed partial class AccessJson : JsonSerializerContext;
