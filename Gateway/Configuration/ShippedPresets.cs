using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using Gateway.Reading;

namespace Gateway.Configuration;

/// <summary>The shipped presets: one embedded JSON file a provider, in the form of a route's <c>Verification</c>.</summary>
internal static class ShippedPresets
{
    private const string Folder = "Providers/";
    private const string Extension = ".json";

    private static readonly Assembly Assembly = typeof(ShippedPresets).Assembly;

    /// <summary>The names of all shipped presets, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..^Extension.Length])
            .Order(StringComparer.Ordinal),
    ];

    private static readonly FrozenSet<string> Known = Names.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Those that were asked for: thousands of routes may name one.</summary>
    private static readonly ConcurrentDictionary<string, ConfigurationNode?> Read = new(StringComparer.Ordinal);

    /// <summary>The preset as it lies under a route's section at <paramref name="path"/>; null if there is none of the name.</summary>
    public static ConfigurationNode? Find(string name, string path) => Has(name) ? Read.GetOrAdd(name, ReadPreset)?.CopyAt(path) : null;

    public static bool Has(string name) => Known.Contains(name);

    private static ConfigurationNode? ReadPreset(string name)
    {
        using var stream = Assembly.GetManifestResourceStream(Folder + name + Extension);
        return stream is null
            ? null
            : ConfigurationNode.From(new ConfigurationBuilder().AddJsonStream(stream).Build(), "$", $"the provider '{name}'");
    }
}
