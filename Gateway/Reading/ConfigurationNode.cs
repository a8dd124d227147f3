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
    private static readonly Dictionary<string, ConfigurationNode> None = [];

    private readonly ConfigurationNode? _parent;

    /// <summary>Below the parent; of a node without one, its path.</summary>
    private readonly string _key;

    private Dictionary<string, ConfigurationNode> _children = None;

    private ConfigurationNode(ConfigurationNode? parent, string key, string? value, string? origin, JsonValueKind kind = default)
    {
        _parent = parent;
        _key = key;
        Kind = kind;
        Value = value;
        Origin = origin;
    }

    /// <summary>Put together when it is asked for: of most values there is nothing to report.</summary>
    public string Path => _parent is null ? _key : JsonPath.Below(_parent.Path, _key);

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
        && (Kind == JsonValueKind.Array || AreIndices);

    private bool AreIndices => _children.Keys.All(key => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    /// <param name="keys">A file, and what stands over it.</param>
    public static ConfigurationNode From(KeyTree keys) => From(parent: null, JsonPath.Root, keys);

    /// <param name="configuration">What is copied: a small one, for each node costs a look at every key.</param>
    /// <param name="path">Its JSON path.</param>
    /// <param name="origin">Where it comes from if not from the configuration itself.</param>
    public static ConfigurationNode From(IConfiguration configuration, string path, string? origin = null) =>
        From(parent: null, path, configuration, origin);

    /// <summary>The same at another place.</summary>
    public ConfigurationNode CopyAt(string path) => CopyBelow(parent: null, path);

    /// <summary>The same without some of its children.</summary>
    public ConfigurationNode Without(params IReadOnlyList<string> keys)
    {
        var copy = new ConfigurationNode(parent: null, Path, Value, Origin, Kind);
        copy.AddAll(
            _children.Where(child => !keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                .Select(child => (child.Key, child.Value.CopyBelow(copy, child.Key))),
            _children.Count);
        return copy;
    }

    private static ConfigurationNode From(ConfigurationNode? parent, string key, KeyTree keys)
    {
        var (kind, origin, children) = (keys.Kind, keys.Origin, keys.Children);
        if (origin is not null || (children.Count > 0 && kind is not (JsonValueKind.Object or JsonValueKind.Array)))
        {
            // Another value is in force than the one that the file has, or something stands below it.
            kind = JsonValueKind.Undefined;
            origin ??= OriginOfFirst(keys);
        }

        var node = new ConfigurationNode(parent, key, keys.Value, origin, kind);
        node.AddAll(children.Select(child => (child.Key, From(node, child.Key, child.Value))), children.Count);
        return node;
    }

    private static string? OriginOfFirst(KeyTree keys)
    {
        while (keys.Origin is null && keys.Kind is not (JsonValueKind.Object or JsonValueKind.Array) && keys.Children is [var first, ..])
        {
            keys = first.Value;
        }

        return keys.Origin;
    }

    private static ConfigurationNode From(ConfigurationNode? parent, string key, IConfiguration configuration, string? origin)
    {
        var children = configuration.GetChildren().ToList();
        var section = configuration as IConfigurationSection;
        var node = new ConfigurationNode(parent, key, section?.Value, section is null ? null : origin);
        node.AddAll(children.Select(child => (child.Key, From(node, child.Key, child, origin))), children.Count);
        return node;
    }

    private ConfigurationNode CopyBelow(ConfigurationNode? parent, string key)
    {
        var copy = new ConfigurationNode(parent, key, Value, Origin, Kind);
        copy.AddAll(_children.Select(child => (child.Key, child.Value.CopyBelow(copy, child.Key))), _children.Count);
        return copy;
    }

    private void AddAll(IEnumerable<(string Key, ConfigurationNode Node)> children, int count)
    {
        if (count == 0)
        {
            return;
        }

        _children = new Dictionary<string, ConfigurationNode>(count, StringComparer.OrdinalIgnoreCase);
        foreach (var (key, child) in children)
        {
            _children[key] = child;
        }
    }

    public ConfigurationNode? Child(string key) => _children.GetValueOrDefault(key);

    /// <summary>The child, or an empty node at its path, so that what is missing can be reported where it belongs.</summary>
    public ConfigurationNode ChildOrEmpty(string key) =>
        Child(key) ?? new ConfigurationNode(this, key, value: null, Origin);

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

        var merged = new ConfigurationNode(_parent, _key, Value, Origin, Kind)
        {
            _children = new Dictionary<string, ConfigurationNode>(_children.Count + below._children.Count, StringComparer.OrdinalIgnoreCase),
        };
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
