using System.Globalization;

namespace Gateway.Reading;

/// <summary>
/// One value of the raw configuration with the JSON path it stands at. Built from <see cref="IConfiguration"/>, so that
/// environment variables override keys the usual way; a tree of its own, because a preset must lie under a route key by
/// key (where <see cref="IConfiguration"/> would mix the items of two lists).
/// </summary>
internal sealed class ConfigurationNode
{
    private readonly Dictionary<string, ConfigurationNode> _children = new(StringComparer.OrdinalIgnoreCase);

    private ConfigurationNode(string path, string? value, string? origin, bool isNull = false)
    {
        IsNull = isNull;
        Path = path;
        Value = value;
        Origin = origin;
    }

    public string Path { get; }

    public string? Value { get; }

    /// <summary>Where the value comes from if not from the configuration itself, e.g. <c>provider 'stripe'</c>.</summary>
    public string? Origin { get; }

    /// <summary>Whether null was written here: what a preset says is then taken away. A key that is not there says nothing.</summary>
    public bool IsNull { get; }

    public IReadOnlyDictionary<string, ConfigurationNode> Children => _children;

    /// <summary>Whether the children are the items of a JSON array: configuration keeps those as keys 0, 1, 2.</summary>
    public bool IsList => _children.Count > 0 && _children.Keys.All(key => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    /// <param name="configuration">What is copied.</param>
    /// <param name="path">Its JSON path.</param>
    /// <param name="origin">Where it comes from if not from the configuration itself.</param>
    /// <param name="nulls">The keys that hold null: for <see cref="IConfiguration"/> null and {} are one.</param>
    public static ConfigurationNode From(
        IConfiguration configuration, string path, string? origin = null, IReadOnlySet<string>? nulls = null)
    {
        var section = configuration as IConfigurationSection;
        var children = configuration.GetChildren().ToList();
        var isNull = section is { Value: null } && children.Count == 0 && nulls?.Contains(section.Path) == true;
        var node = new ConfigurationNode(path, section?.Value, origin, isNull);
        foreach (var child in children)
        {
            node._children[child.Key] = From(child, ChildPath(path, child.Key), origin, nulls);
        }

        return node;
    }

    public ConfigurationNode? Child(string key) => _children.GetValueOrDefault(key);

    /// <summary>The child, or an empty node at its path, so that what is missing can be reported where it belongs.</summary>
    public ConfigurationNode ChildOrEmpty(string key) =>
        Child(key) ?? new ConfigurationNode(ChildPath(Path, key), value: null, Origin);

    /// <summary>The node below, key by key; empty where nothing stands.</summary>
    public ConfigurationNode At(params ReadOnlySpan<string> keys)
    {
        var node = this;
        foreach (var key in keys)
        {
            node = node.ChildOrEmpty(key);
        }

        return node;
    }

    /// <summary>The items in order, for a list; this node alone, for a single value where a list may stand.</summary>
    public IEnumerable<ConfigurationNode> Items() =>
        IsList
            ? _children.OrderBy(pair => int.Parse(pair.Key, CultureInfo.InvariantCulture)).Select(pair => pair.Value)
            : [this];

    /// <summary>This node over <paramref name="below"/>: objects are merged key by key, lists and values replaced whole.</summary>
    public ConfigurationNode Over(ConfigurationNode below)
    {
        if (_children.Count == 0 || IsList || below.IsList || below._children.Count == 0)
        {
            // {} says nothing; [] is kept as an empty text, and is a list like any other.
            return _children.Count == 0 && Value is null && !IsNull ? below : this;
        }

        var merged = new ConfigurationNode(Path, Value, Origin);
        foreach (var (key, child) in below._children)
        {
            merged._children[key] = _children.TryGetValue(key, out var mine) ? mine.Over(child) : child;
        }

        foreach (var (key, child) in _children)
        {
            merged._children.TryAdd(key, child);
        }

        return merged;
    }

    private static string ChildPath(string path, string key)
    {
        if (int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return $"{path}[{key}]";
        }

        return key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '$') ? $"{path}.{key}" : $"{path}['{key}']";
    }
}
