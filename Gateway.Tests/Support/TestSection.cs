using System.Text;
using System.Text.Json;
using Gateway.Reading;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Support;

/// <summary>JSON as a file of the configuration is read: null takes away what stands below it.</summary>
internal static class TestSection
{
    public static ConfigurationNode Read(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        using var stream = new MemoryStream(bytes);
        var written = new ConfigurationBuilder().AddJsonStream(stream).Build();
        var kinds = JsonFile.Read("test.json", bytes, new ProblemList())!.Kinds;
        return ConfigurationNode.From(
            written, "$", _ => null, key => kinds.GetValueOrDefault(key) is JsonValueKind.Null ? JsonValueKind.Null : JsonValueKind.Undefined);
    }
}
