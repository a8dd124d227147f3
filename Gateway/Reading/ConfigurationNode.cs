using System.Globalization;
using System.Text.Json;

namespace Gateway.Reading;

/// <summary>
/// One value of the raw configuration with the JSON path it stands at. Built from <see cref="IConfiguration"/>, so that
/// environment variables override keys the usual way; a tree of its own, because a preset must lie under a route key by
/// key (where <see cref="IConfiguration"/> would mix the items of two lists).
/// </summary>
internal sealed class ConfigurationNode
{
    private readonly Dictionary<string, ConfigurationNode> _children = new(StringComparer.OrdinalIgnoreCase);

    private ConfigurationNode(string path, string? value, string? origin, JsonValueKind kind = default)
    {
        Kind = kind;
        Path = path;
        Value = value;
        Origin = origin;
    }

    public string Path { get; }

    public string? Value { get; }

    /// <summary>Where the value comes from if not from the file, e.g. <c>the provider 'stripe'</c> or an environment variable.</summary>
    public string? Origin { get; }

    /// <summary>What stands here in the file; undefined where the value comes from elsewhere, and so is a text whatever it means.</summary>
    public JsonValueKind Kind { get; }

    /// <summary>Whether null was written here: what a preset says is then taken away. A key that is not there says nothing.</summary>
    public bool IsNull => Kind == JsonValueKind.Null;

    public IReadOnlyDictionary<string, ConfigurationNode> Children => _children;

    /// <summary>Whether the children are the items of a JSON array: configuration keeps those as keys 0, 1, 2.</summary>
    public bool IsList => _children.Count > 0
        && Kind != JsonValueKind.Object
        && _children.Keys.All(key => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    /// <param name="configuration">What is copied.</param>
    /// <param name="path">Its JSON path.</param>
    /// <param name="origin">Where it comes from if not from the configuration itself.</param>
    public static ConfigurationNode From(IConfiguration configuration, string path, string? origin = null) =>
        From(configuration, path, _ => origin, _ => JsonValueKind.Undefined);

    /// <param name="configuration">What is copied.</param>
    /// <param name="path">Its JSON path.</param>
    /// <param name="origin">Where the value of a key comes from; null for the file.</param>
    /// <param name="kind">What a key holds in the file: for <see cref="IConfiguration"/> null and {} are one, and so are 1 and "1".</param>
    public static ConfigurationNode From(
        IConfiguration configuration, string path, Func<string, string?> origin, Func<string, JsonValueKind> kind)
    {
        var section = configuration as IConfigurationSection;
        var children = configuration.GetChildren()
            .Select(child => (child.Key, Node: From(child, JsonPath.Below(path, child.Key), origin, kind)))
            .ToList();
        var written = section is null ? JsonValueKind.Object : kind(section.Path);
        var from = section is null ? null : origin(section.Path);
        if (from is not null || (children.Count > 0 && written is not (JsonValueKind.Object or JsonValueKind.Array)))
        {
            // Another value is in force than the one that the file has, or something stands below it.
            written = JsonValueKind.Undefined;
            from ??= children.Count == 0 ? null : children[0].Node.Origin;
        }

        var node = new ConfigurationNode(path, section?.Value, from, written);
        foreach (var (key, child) in children)
        {
            node._children[key] = child;
        }

        return node;
    }

    public ConfigurationNode? Child(string key) => _children.GetValueOrDefault(key);

    /// <summary>The child, or an empty node at its path, so that what is missing can be reported where it belongs.</summary>
    public ConfigurationNode ChildOrEmpty(string key) =>
        Child(key) ?? new ConfigurationNode(JsonPath.Below(Path, key), value: null, Origin);

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

        var merged = new ConfigurationNode(Path, Value, Origin, Kind);
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
}
