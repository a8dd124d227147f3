using Gateway.Configuration;
using Gateway.Reading;
using Gateway.Tests.Support;

namespace Gateway.Tests.Configuration;

/// <summary>What a route says over its preset, and what it takes away.</summary>
public sealed class OverPresetTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData(""", "Deduplication": {}""", true)]
    [InlineData(""", "Deduplication": null""", false)]
    public void Null_takes_a_stage_of_the_preset_away(string more, bool isThere) =>
        Assert.Equal(isThere, Read(more).Deduplication is not null);

    [Fact]
    public void An_empty_list_takes_the_items_of_the_preset_away()
    {
        Assert.NotEmpty(Read("").Events!.Accept!);
        Assert.Empty(Read(""", "Events": { "Accept": [] }""").Events!.Accept!);
    }

    [Fact]
    public void An_empty_text_is_said_and_not_left_out() =>
        Assert.Equal("", Read(""", "Responses": { "signature_invalid": { "Body": "" } }""").Responses!["signature_invalid"].Body);

    private static VerificationConfig Read(string more)
    {
        using var configuration = new ConfigurationFolder($$"""{ "Route": { "Provider": "ideogram"{{more}} } }""");
        var problems = new ProblemList();
        var files = new ConfigurationFiles(configuration.Folder, ConfigurationFolder.Variable);
        var raw = RawConfiguration.Read(
            configuration.PathOf("gateway.json"), files, new Dictionary<string, string?>(StringComparer.Ordinal), problems)!;
        var section = new PresetCatalog(raw.Node.At("Gateway", "Providers"), problems).Under(raw.Node.At("Route"));
        return new ConfigurationReader(GatewayTypes.All, problems).Read<VerificationConfig>(section);
    }
}
