using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Admin.Captures;

/// <summary>How the API and its client write and read, without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CaptureList))]
[JsonSerializable(typeof(CaptureSheet))]
internal sealed partial class CaptureJson : JsonSerializerContext;
