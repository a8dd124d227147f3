using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Admin.Claims;

/// <summary>How the API of claims and its client write and read, without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ForgetEventRequest))]
[JsonSerializable(typeof(ForgetEventAnswer))]
internal sealed partial class ClaimJson : JsonSerializerContext;
