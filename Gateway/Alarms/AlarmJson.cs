using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Alarms;

/// <summary>How the book is stored, without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AlarmBook))]
internal sealed partial class AlarmJson : JsonSerializerContext;
