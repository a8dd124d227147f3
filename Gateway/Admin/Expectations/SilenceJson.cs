using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Admin.Expectations;

/// <summary>How the answer is written, without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SilenceAnswer))]
internal sealed partial class SilenceJson : JsonSerializerContext;
