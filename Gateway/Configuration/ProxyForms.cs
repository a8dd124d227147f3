using System.Security.Authentication;
using System.Text.Json;
using Gateway.Reading;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration;

/// <summary>
/// Reports what YARP's own reader passes over in silence, at any depth of <c>ReverseProxy</c>: keys that it does not know, and values of
/// another form than its configuration types have, such as one text for a list, which to it is an empty one.
/// </summary>
internal sealed class ProxyForms(ProblemList problems)
{
    private readonly ConfigurationReader _reader = new(ProxyTypes.All, problems) { TakesQuoted = true };

    /// <summary>The types of the two parts of the section.</summary>
    private static Type? PartOf(string key) => key.ToUpperInvariant() switch
    {
        "ROUTES" => typeof(IReadOnlyDictionary<string, RouteConfig>),
        "CLUSTERS" => typeof(IReadOnlyDictionary<string, ClusterConfig>),
        _ => null,
    };

    public void Check(ConfigurationNode node)
    {
        foreach (var (key, child) in node.Children)
        {
            if (PartOf(key) is { } type)
            {
                Check(child, type);
            }
            else
            {
                ReportUnknownKey(child, key, ["Routes", "Clusters"]);
            }
        }
    }

    /// <summary>Every duration that is one, by its key below the section.</summary>
    public static IEnumerable<(string Key, TimeSpan Duration)> Durations(ConfigurationNode node) =>
        node.Children.SelectMany(child => PartOf(child.Key) is { } type ? Durations(child.Key, child.Value, type) : []);

    private static IEnumerable<(string Key, TimeSpan Duration)> Durations(string key, ConfigurationNode node, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(TimeSpan))
        {
            return node.Value is { } text && DurationText.Parse(text) is { } duration ? [(key, duration)] : [];
        }

        return node.Children.SelectMany(child =>
            TypeBelow(type, child.Key) is { } below ? Durations(ConfigurationPath.Combine(key, child.Key), child.Value, below) : []);
    }

    /// <summary>YARP's configuration types are named as their keys are, all the way down.</summary>
    private static Type? TypeBelow(Type type, string key)
    {
        if (type.IsGenericType)
        {
            return type.GetGenericArguments()[^1]; // of a list, or the value of a dictionary
        }

        return IsSection(type) ? ProxyTypes.All[type].Property(key)?.PropertyType : null;
    }

    private static bool IsSection(Type type) => type.Assembly == typeof(RouteConfig).Assembly && type.IsClass;

    private void Check(ConfigurationNode node, Type type, bool isItem = false)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (node.IsNull)
        {
            return;
        }

        if (type == typeof(SslProtocols) && !isItem)
        {
            CheckList(node, type); // the one enumeration of which there may be several
        }
        else if (ScalarText.Is(type))
        {
            _reader.ReadScalar(node, type);
        }
        else if (type.IsGenericType && type.GetGenericArguments().Length == 1)
        {
            CheckList(node, type.GetGenericArguments()[0]);
        }
        else if (type.IsGenericType || IsSection(type))
        {
            CheckKeys(node, type);
        }
    }

    private void CheckList(ConfigurationNode node, Type itemType)
    {
        if (node.Kind == JsonValueKind.Object || (node.Children.Count == 0 && !string.IsNullOrEmpty(node.Value)))
        {
            problems.AddMalformed(node, $"found {(node.Kind == JsonValueKind.Object ? "an object" : "one value")} where a list is expected, which YARP would take for an empty one; put it in [ ].");
            return;
        }

        foreach (var item in node.Children.Values)
        {
            Check(item, itemType, isItem: true);
        }
    }

    private void CheckKeys(ConfigurationNode node, Type type)
    {
        if (node.Kind == JsonValueKind.Array || node.Value is not null)
        {
            var found = node.Kind == JsonValueKind.Array ? "a list" : "one value";
            var expected = KnownKeys(type) is { } keys ? $"an object with keys is expected: {string.Join(", ", keys)}" : "an object with names of your own is expected";
            problems.AddMalformed(node, $"found {found} where {expected}.");
            return;
        }

        var known = KnownKeys(type);
        foreach (var (key, child) in node.Children)
        {
            if (known is not null && !known.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                ReportUnknownKey(child, key, known);
            }
            else if (TypeBelow(type, key) is { } below)
            {
                Check(child, below);
            }
        }
    }

    /// <summary>Null where keys are of one's own. <c>RouteId</c> and <c>ClusterId</c> are said by the key that they stand under.</summary>
    private static string[]? KnownKeys(Type type)
    {
        if (type.IsGenericType)
        {
            return null;
        }

        var keys = ProxyTypes.All[type].Keys;
        return type == typeof(RouteConfig) ? [.. keys.Where(key => key != nameof(RouteConfig.RouteId)), "Verification"]
            : type == typeof(ClusterConfig) ? [.. keys.Where(key => key != nameof(ClusterConfig.ClusterId))]
            : [.. keys];
    }

    private void ReportUnknownKey(ConfigurationNode node, string key, IReadOnlyList<string> known) =>
        problems.Add(node, $"unknown key.{NearestName.Suggest(key, known)} Known here: {string.Join(", ", known)}.");
}
