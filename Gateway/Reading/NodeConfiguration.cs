using Microsoft.Extensions.Primitives;

namespace Gateway.Reading;

/// <summary>
/// A <see cref="ConfigurationNode"/> as ASP.NET Core, YARP and Serilog read configuration. Each section knows its own children, so that
/// reading all of a file is one pass over it.
/// </summary>
internal sealed class NodeConfiguration : IConfigurationSection
{
    private readonly NodeConfiguration? _parent;
    private readonly ConfigurationNode? _node;

    /// <summary>What was set over the file, by path; of the root, for all below it.</summary>
    private readonly Dictionary<string, string?> _set;

    private NodeConfiguration(NodeConfiguration parent, string key, ConfigurationNode? node) =>
        (_parent, Key, _node, _set) = (parent, key, node, parent._set);

    public NodeConfiguration(ConfigurationNode root) =>
        (_node, Key, _set) = (root, "", new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase));

    public string Key { get; }

    public string Path => _parent is null or { _parent: null } ? Key : ConfigurationPath.Combine(_parent.Path, Key);

    public string? Value
    {
        get => _set.Count > 0 && _set.TryGetValue(Path, out var value) ? value : _node?.Value;
        set => _set[Path] = value;
    }

    public string? this[string key]
    {
        get => Section(key).Value;
        set => Section(key).Value = value;
    }

    public IConfigurationSection GetSection(string key) => Section(key);

    public IEnumerable<IConfigurationSection> GetChildren() =>
        _node?.Children.Select(child => new NodeConfiguration(this, child.Key, child.Value)) ?? [];

    /// <summary>Another file is another configuration.</summary>
    public IChangeToken GetReloadToken() => new CancellationChangeToken(CancellationToken.None);

    private NodeConfiguration Section(string key)
    {
        var section = this;
        foreach (var part in key.AsSpan().Split(':'))
        {
            var name = key[part];
            section = new NodeConfiguration(section, name, section._node?.Child(name));
        }

        return section;
    }
}
