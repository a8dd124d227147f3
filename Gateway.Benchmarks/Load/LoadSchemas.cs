using System.Globalization;
using System.Text.Json.Nodes;

namespace Gateway.Benchmarks.Load;

/// <summary>Schemas of many event types, a file each.</summary>
internal static class LoadSchemas
{
    /// <summary>Writes them, and returns the <c>Schema</c> section that names them.</summary>
    /// <param name="count">How many; the load's is in the middle.</param>
    /// <param name="directory">Of the configuration.</param>
    public static JsonObject Write(int count, DirectoryInfo directory)
    {
        var files = directory.CreateSubdirectory(Guid.NewGuid().ToString("N"));
        var byEvent = new JsonObject();
        for (var i = 0; i < count; i++)
        {
            var type = i == count / 2 ? LoadRequest.EventType : string.Create(CultureInfo.InvariantCulture, $"resource.kind-{i:D6}");
            var schema = JsonNode.Parse(LoadConfiguration.Schema)!;
            schema["properties"]!["type"] = new JsonObject { ["const"] = type };
            File.WriteAllText(Path.Combine(files.FullName, $"{i}.json"), schema.ToJsonString());
            byEvent[type] = $"{files.Name}/{i}.json";
        }

        return new() { ["ByEvent"] = byEvent };
    }
}
