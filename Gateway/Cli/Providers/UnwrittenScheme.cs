using System.Text.Json;
using Gateway.Configuration;

namespace Gateway.Cli.Providers;

/// <summary>A provider whose scheme is known and cannot be written in a configuration yet: one entry of <c>unwritten.json</c>.</summary>
/// <param name="Id">What its preset would be called.</param>
/// <param name="Name">The provider's name.</param>
/// <param name="Aliases">Other names of it.</param>
/// <param name="Scheme">How it signs.</param>
/// <param name="Why">What the configuration has no word for.</param>
/// <param name="Source">Where the facts come from.</param>
internal sealed record UnwrittenScheme(
    string Id, string Name, IReadOnlyList<string> Aliases, string Scheme, string Why, string Source)
{
    public static IReadOnlyList<UnwrittenScheme> All { get; } = Read();

    /// <summary>Whether people call it so.</summary>
    public bool IsCalled(string text) =>
        Aliases.Append(Id).Append(Name).Any(name => PresetSearch.Plain(name) == PresetSearch.Plain(text));

    private static List<UnwrittenScheme> Read()
    {
        using var document = CatalogueFile.Open("unwritten");
        return
        [
            .. document.RootElement.EnumerateObject().Select(entry => new UnwrittenScheme(
                entry.Name, Text(entry, nameof(Name)), Texts(entry.Value), Text(entry, nameof(Scheme)), Text(entry, nameof(Why)), Text(entry, nameof(Source)))),
        ];
    }

    private static string Text(JsonProperty entry, string name) => entry.Value.GetProperty(name).GetString()!;

    private static string[] Texts(JsonElement entry) =>
        entry.TryGetProperty(nameof(Aliases), out var aliases) ? [.. aliases.EnumerateArray().Select(alias => alias.GetString()!)] : [];
}
