using System.Text;
using Gateway.Reading;

namespace Gateway.Tests.Support;

/// <summary>JSON as a file of the configuration is read: null takes away what stands below it.</summary>
internal static class TestSection
{
    public static ConfigurationNode Read(string json) => ConfigurationNode.From(
        KeyTree.Of(JsonFile.Read("test.json", Encoding.UTF8.GetBytes(json), new ProblemList())!, [], _ => null));
}
