using Gateway.Cli.Providers;
using Gateway.Configuration;

namespace Gateway.Tests.Providers;

/// <summary>What ngrok, Hookdeck and Svix Ingest call providers, and what of each is here.</summary>
public sealed class OtherCatalogueTests
{
    public static TheoryData<string> Names() => [.. OtherCatalogue.All.SelectMany(catalogue => catalogue.Entries).Select(entry => entry.Name).Distinct(StringComparer.Ordinal)];

    public static TheoryData<string> Unwritten() => [.. UnwrittenScheme.All.Select(scheme => scheme.Id)];

    [Fact]
    public void The_lists_are_as_long_as_they_were_read() => Assert.Equal(
        [("ngrok", 69), ("Hookdeck", 117), ("Svix Ingest", 42)],
        OtherCatalogue.All.Select(catalogue => (catalogue.Name, catalogue.Entries.Count)));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_has_a_preset_or_a_scheme_that_is_known_or_a_word_why_not(string name)
    {
        var entry = OtherCatalogue.All.SelectMany(catalogue => catalogue.Entries).First(entry => entry.Name == name);

        Assert.True(entry.Ids.Count > 0 ^ entry.Remark is { Length: > 0 });
        Assert.Empty(entry.Ids.Except(ShippedPresets.Names, StringComparer.Ordinal).Except(UnwrittenScheme.All.Select(scheme => scheme.Id), StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Unwritten))]
    public void A_scheme_that_can_be_written_is_no_longer_called_unwritten(string id)
    {
        var scheme = UnwrittenScheme.All.Single(scheme => scheme.Id == id);

        Assert.DoesNotContain(id, ShippedPresets.Names);
        Assert.True(scheme is { Name.Length: > 0, Scheme.Length: > 0, Why.Length: > 0, Source.Length: > 0 });
    }

    [Theory]
    [InlineData("hubspot", "hubspot-v1,hubspot-v2,hubspot-v3")]
    [InlineData("AWS", "aws-sns")]
    [InlineData("a", "")]
    [InlineData("x", "x-twitter")]
    [InlineData("nobody at all", "")]
    public void Presets_are_found_by_id_name_and_alias(string text, string found) =>
        Assert.Equal(found, string.Join(',', PresetSearch.Find(text)));

    [Fact]
    public void No_two_presets_share_an_alias_and_none_has_another_s_id()
    {
        var aliases = ShippedPresets.Names.SelectMany(id => ProviderFacts.Of(id).Config.Info?.Aliases ?? []).Select(PresetSearch.Plain).ToList();

        Assert.Equal(aliases.Distinct(StringComparer.Ordinal), aliases);
        Assert.Empty(aliases.Intersect(ShippedPresets.Names.Select(PresetSearch.Plain), StringComparer.Ordinal));
    }
}
