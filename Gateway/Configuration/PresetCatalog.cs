using Gateway.Reading;

namespace Gateway.Configuration;

/// <summary>The presets a route can name: one's own (<c>Gateway:Providers</c>), which come first, and the shipped ones.</summary>
internal sealed class PresetCatalog(ConfigurationNode own, ProblemList problems)
{
    /// <summary>Reports what is wrong with the bases of one's own presets, whether or not a route uses them.</summary>
    public void Check()
    {
        foreach (var (name, preset) in own.Children)
        {
            _ = OverBase(name, preset, []);
        }
    }

    /// <summary>Whether every preset below a section is there. Where one is not, what it would have said is not missing.</summary>
    public bool IsWhole(ConfigurationNode section) => IsWhole(section, name: null, depth: 0);

    /// <summary>The section with its preset below it; the section alone if there is no such preset, which is reported.</summary>
    public ConfigurationNode Under(ConfigurationNode written)
    {
        if (written.Child("Provider") is not { Value: { } name } naming)
        {
            return written;
        }

        if (own.Child(name) is { } preset)
        {
            return written.Over(OverBase(name, preset, []));
        }

        return OverShipped(written, name, naming);
    }

    /// <summary>A preset of one's own, over the one it starts from; null if there is none of the name.</summary>
    public ConfigurationNode? Own(string name) => own.Child(name) is { } preset ? OverBase(name, preset, []) : null;

    private bool IsWhole(ConfigurationNode section, string? name, int depth)
    {
        if (section.Child("Provider") is not { Value: { } below })
        {
            return true;
        }

        return string.Equals(below, name, StringComparison.OrdinalIgnoreCase) || own.Child(below) is not { } next
            ? ShippedPresets.Has(below)
            : depth < own.Children.Count && IsWhole(next, below, depth + 1); // Deeper than there are presets is a circle.
    }

    /// <summary>A preset of one's own over the one it starts from, and so on down.</summary>
    private ConfigurationNode OverBase(string name, ConfigurationNode preset, List<string> above)
    {
        if (preset.Child("Provider") is not { Value: { } below } naming)
        {
            return preset;
        }

        // Under its own name it can only mean the shipped one whose place it takes.
        if (string.Equals(below, name, StringComparison.OrdinalIgnoreCase) || own.Child(below) is not { } next)
        {
            return OverShipped(preset, below, naming);
        }

        above.Add(name);
        if (above.Contains(below, StringComparer.OrdinalIgnoreCase))
        {
            problems.Add(naming, $"goes round in a circle: {string.Join(" > ", above.Append(below))}.");
            return preset;
        }

        return preset.Over(OverBase(below, next, above));
    }

    private ConfigurationNode OverShipped(ConfigurationNode section, string name, ConfigurationNode naming)
    {
        if (ShippedPresets.Find(name, section.Path) is { } shipped)
        {
            return section.Over(shipped);
        }

        string[] known = [.. ShippedPresets.Names, .. own.Children.Keys];
        var suggestion = PresetSearch.Find(name) is { Count: 1 or 2 or 3 } found
            ? $" Did you mean {string.Join(" or ", found.Select(preset => $"'{preset}'"))}?"
            : NearestName.Suggest(name, known);
        problems.Add(naming, $"no provider is called '{name}'.{suggestion} 'gateway providers' lists all.");
        return section;
    }
}
