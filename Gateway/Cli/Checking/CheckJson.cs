using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Cli.Checking;

/// <summary>How a check is written, without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CheckAnswer))]
internal sealed partial class CheckJson : JsonSerializerContext;
