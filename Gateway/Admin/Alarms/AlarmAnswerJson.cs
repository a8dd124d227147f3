using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Admin.Alarms;

/// <summary>How the answer is written, without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AlarmAnswer))]
internal sealed partial class AlarmAnswerJson : JsonSerializerContext;
