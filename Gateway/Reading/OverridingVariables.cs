namespace Gateway.Reading;

/// <summary>The environment variables that may stand over keys of the file, by their keys: two underscores are a colon.</summary>
internal sealed class OverridingVariables
{
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="names">Of variables, or of keys that stand for them.</param>
    public OverridingVariables(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            _names[name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)] =
                name.Replace(ConfigurationPath.KeyDelimiter, "__", StringComparison.Ordinal);
        }
    }

    /// <summary>Where a key's value comes from, if it is not the file.</summary>
    public string? OriginOf(string key) =>
        _names.TryGetValue(key, out var name) ? $"the environment variable '{name}'" : null;

    /// <summary>Warns of variables that are hardly meant for anybody else, and mean nothing here.</summary>
    public void WarnOfMisspelt(IReadOnlyCollection<string> sections, ProblemList problems)
    {
        foreach (var (key, name) in _names.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var parts = key.Split(ConfigurationPath.KeyDelimiter);
            if (parts.Length > 1
                && !sections.Contains(parts[0], StringComparer.OrdinalIgnoreCase)
                && NearestName.Suggest(parts[0], sections) is { Length: > 0 } suggestion)
            {
                problems.Warn(JsonPath.Root, $"the environment variable '{name}' stands for no key: '{parts[0]}' is no section.{suggestion}");
            }
        }
    }
}
