using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Admin.Captures;

/// <summary>How the API and its client write and read, without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CaptureList))]
[JsonSerializable(typeof(CaptureView))]
[JsonSerializable(typeof(CaptureSheet))]
[JsonSerializable(typeof(ReleaseRequest))]
[JsonSerializable(typeof(ReleaseAnswer))]
internal sealed partial class CaptureJson : JsonSerializerContext;
