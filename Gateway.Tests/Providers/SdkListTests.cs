using System.Text.Json;
using Gateway.Configuration;
using Gateway.Tests.Support;

namespace Gateway.Tests.Providers;

/// <summary>The list of SDKs that <c>Gateway.Tests/Sdks/compare.sh</c> holds against the presets; the comparison itself takes a network, and minutes.</summary>
public sealed class SdkListTests
{
    private const int FewestSdks = 20;

    private static readonly JsonElement List = Read("sdks.json");

    public static TheoryData<string, string, string> Sdks()
    {
        var sdks = new TheoryData<string, string, string>();
        foreach (var sdk in List.GetProperty("sdks").EnumerateArray())
        {
            sdks.Add(Text(sdk, "name"), Text(sdk, "package"), Text(sdk, "preset"));
        }

        return sdks;
    }

    [Theory]
    [MemberData(nameof(Sdks))]
    public void An_SDK_judges_a_preset_that_ships_in_a_version_that_is_pinned(string name, string package, string preset)
    {
        var pinned = Read("package.json").GetProperty("dependencies").GetProperty(package).GetString();
        var locked = Text(Read("package-lock.json").GetProperty("packages").GetProperty("node_modules/" + package), "version");

        Assert.NotEmpty(name);
        Assert.Contains(preset, ShippedPresets.Names);
        Assert.Equal(locked, pinned);
    }

    [Theory]
    [MemberData(nameof(Sdks))]
    public void An_SDK_has_code_that_asks_it(string name, string package, string preset)
    {
        var code = string.Concat(Directory.GetFiles(Folder("oracles")).Select(File.ReadAllText));

        Assert.Matches(@$"from '{package}[/']", code);

        // HubSpot's stand there by their version alone.
        Assert.Contains(preset.StartsWith("hubspot-v", StringComparison.Ordinal) ? $"'{preset["hubspot-".Length..]}'" : $"'{name}'", code, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_says_how_many_there_are_and_names_each_with_its_version()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "providers.md"));
        var packages = Names("package").Distinct().Order(StringComparer.Ordinal).ToList();
        var versions = Read("package.json").GetProperty("dependencies");

        Assert.InRange(packages.Count, FewestSdks, int.MaxValue);
        Assert.Equal(versions.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal), packages);
        Assert.Contains($"{packages.Count} SDKs against {Names("preset").Count()} presets", page, StringComparison.Ordinal);
        Each.Is(packages, package => Assert.Contains($"`{package}@{versions.GetProperty(package)}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_judges_a_preset_once() => Assert.Equal(Names("preset").Distinct(), Names("preset"));

    [Theory]
    [InlineData("stricter")]
    [InlineData("documented")]
    public void A_difference_has_a_reason_and_is_of_an_SDK_of_the_list(string list)
    {
        var names = Names("name").ToHashSet();

        Each.Is(List.GetProperty(list).EnumerateArray(), reason =>
        {
            Assert.NotEmpty(Text(reason, "why"));
            Each.Is(reason.GetProperty("where").EnumerateObject(), mutation =>
                Each.Is(mutation.Value.EnumerateArray(), name => Assert.Contains(name.GetString()!, names)));
        });
    }

    private static IEnumerable<string> Names(string member) =>
        List.GetProperty("sdks").EnumerateArray().Select(sdk => Text(sdk, member));

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString()!;

    private static JsonElement Read(string file) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Folder(file)));

    private static string Folder(string name) => Repository.PathOf("Gateway.Tests", "Sdks", name);
}
