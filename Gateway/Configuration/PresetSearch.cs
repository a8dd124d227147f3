namespace Gateway.Configuration;

/// <summary>Finds shipped presets by what people call their providers.</summary>
internal static class PresetSearch
{
    /// <summary>One or two letters stand in half of all names.</summary>
    private const int ShortestPart = 3;

    /// <summary>
    /// The presets called so by id or an alias; or else those in whose id, name or an alias the text stands. Case and what parts words
    /// count for nothing: <c>launch_darkly</c> is <c>launchdarkly</c>.
    /// </summary>
    public static IReadOnlyList<string> Find(string text)
    {
        var sought = Plain(text);
        var known = ShippedPresets.Names.Select(Name).ToList();
        List<string> exact = [.. known.Where(preset => preset.Aliases.Append(Plain(preset.Id)).Contains(sought, StringComparer.Ordinal)).Select(preset => preset.Id)];
        return exact.Count > 0 || sought.Length < ShortestPart
            ? exact
            : [.. known.Where(preset => preset.Names.Concat(preset.Aliases).Any(name => name.Contains(sought, StringComparison.Ordinal))).Select(preset => preset.Id)];
    }

    /// <summary>The text in lower case, without what parts its words.</summary>
    public static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static (string Id, string[] Names, string[] Aliases) Name(string id)
    {
        var info = ShippedPresets.Find(id, "$")!.Child("Info");
        var aliases = info?.Child("Aliases")?.Children.Values.Select(alias => alias.Value ?? "") ?? [];
        return (id, [Plain(id), Plain(info?.Child("Name")?.Value ?? "")], [.. aliases.Select(Plain)]);
    }
}
