using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Cli.Rehearsing;

/// <summary>How changes are written, without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RehearsedLine))]
internal sealed partial class RehearsalJson : JsonSerializerContext;
