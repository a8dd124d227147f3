using System.Text.Json;

namespace Gateway.Reading;

/// <summary>
/// Keys with colons on their way to become a tree of <see cref="ConfigurationNode"/>. One pass over all of them:
/// <see cref="IConfiguration.GetChildren"/> looks through every key of the file for each node.
/// </summary>
internal sealed class KeyTree
{
    private Dictionary<string, KeyTree>? _children;

    public string? Value { get; set; }

    /// <summary>What the file holds here; undefined where it holds nothing.</summary>
    public JsonValueKind Kind { get; set; }

    /// <summary>Where the value comes from if not from the file.</summary>
    public string? Origin { get; private set; }

    /// <summary>In the order that configuration has: numbers by their value, before texts.</summary>
    public IReadOnlyList<KeyValuePair<string, KeyTree>> Children =>
        _children is null ? [] : [.. _children.OrderBy(child => child.Key, ConfigurationKeyComparer.Instance)];

    /// <summary>The keys of a file, and over them those of the environment.</summary>
    /// <param name="file">The file, whose own tree it becomes.</param>
    /// <param name="overrides">Keys, or names of variables, with their values; the last of two that are the same one counts.</param>
    /// <param name="origin">Where the value of a key comes from; null for the file.</param>
    public static KeyTree Of(JsonFile file, IEnumerable<KeyValuePair<string, string?>> overrides, Func<string, string?> origin)
    {
        foreach (var (name, value) in overrides)
        {
            var key = name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
            var node = file.Keys.At(key);
            (node.Value, node.Origin) = (value, origin(key));
        }

        return file.Keys;
    }

    /// <summary>What is below this one at a key, whose parts are joined by colons.</summary>
    public KeyTree At(string key)
    {
        var node = this;
        foreach (var part in key.AsSpan().Split(':'))
        {
            node = node.Child(key.AsSpan(part));
        }

        return node;
    }

    private KeyTree Child(ReadOnlySpan<char> name)
    {
        _children ??= new Dictionary<string, KeyTree>(StringComparer.OrdinalIgnoreCase);
        var children = _children.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!children.TryGetValue(name, out var child))
        {
            children[name] = child = new KeyTree();
        }

        return child;
    }
}
