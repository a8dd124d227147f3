using System.Text.Json;
using Gateway.Configuration;

namespace Gateway.Cli.Providers;

/// <summary>The names under which another product knows providers: one entry of <c>other-catalogues.json</c>.</summary>
/// <param name="Name">The product.</param>
/// <param name="Source">Where its list was read.</param>
/// <param name="Read">When.</param>
/// <param name="Entries">Its names, as it spells them.</param>
internal sealed record OtherCatalogue(string Name, string Source, string Read, IReadOnlyList<OtherName> Entries)
{
    public static IReadOnlyList<OtherCatalogue> All { get; } = ReadAll();

    /// <summary>The presets of what some other catalogue calls so.</summary>
    public static IReadOnlyList<string> Find(string text) =>
    [
        .. All.SelectMany(catalogue => catalogue.Entries)
            .Where(entry => PresetSearch.Plain(entry.Name) == PresetSearch.Plain(text))
            .SelectMany(entry => entry.Ids)
            .Where(id => ShippedPresets.Names.Contains(id, StringComparer.Ordinal))
            .Distinct(StringComparer.Ordinal),
    ];

    private static List<OtherCatalogue> ReadAll()
    {
        using var document = CatalogueFile.Open("other-catalogues");
        return
        [
            .. document.RootElement.EnumerateArray().Select(catalogue => new OtherCatalogue(
                catalogue.GetProperty(nameof(Name)).GetString()!,
                catalogue.GetProperty(nameof(Source)).GetString()!,
                catalogue.GetProperty(nameof(Read)).GetString()!,
                [.. catalogue.GetProperty("Names").EnumerateObject().Select(ReadName)])),
        ];
    }

    private static OtherName ReadName(JsonProperty entry) => entry.Value.ValueKind == JsonValueKind.String
        ? new OtherName(entry.Name, [], entry.Value.GetString())
        : new OtherName(entry.Name, [.. entry.Value.EnumerateArray().Select(id => id.GetString()!)], null);
}
