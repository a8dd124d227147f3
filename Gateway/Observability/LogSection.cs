using Gateway.Reading;
using Serilog.Events;

namespace Gateway.Observability;

/// <summary>
/// Reports what is wrong with <c>Serilog</c>: it passes over keys, sinks and enrichers that it does not know, and a level that it does
/// not know ends the process.
/// </summary>
internal static class LogSection
{
    private static readonly string[] Keys =
        ["Using", "MinimumLevel", "LevelSwitches", "FilterSwitches", "WriteTo", "AuditTo", "Enrich", "Destructure", "Filter", "Properties"];

    private static readonly string[] LevelKeys = ["Default", "ControlledBy", "Override"];

    private static readonly string[] Levels = Enum.GetNames<LogEventLevel>();

    /// <summary>What has another name elsewhere.</summary>
    private static readonly Dictionary<string, string> OtherLevels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Trace"] = "Verbose",
        ["Info"] = "Information",
        ["Warn"] = "Warning",
        ["Critical"] = "Fatal",
        ["None"] = "Fatal",
    };

    private static readonly string[] Sinks = ["Console", "File", "Async", "Logger", "Conditional", "Sink"];

    private static readonly string[] Enrichers = ["FromLogContext", "WithProperty", "AtLevel", "When", "With"];

    public static void Check(ConfigurationNode serilog, ProblemList problems)
    {
        LogSinks.Check(serilog, problems);
        ReportUnknown(serilog, Keys, problems);
        CheckLevels(serilog.ChildOrEmpty("MinimumLevel"), problems);
        foreach (var level in serilog.ChildOrEmpty("LevelSwitches").Children.Values)
        {
            CheckLevel(level, problems);
        }

        CheckNames(serilog.ChildOrEmpty("WriteTo"), Sinks, problems);
        CheckNames(serilog.ChildOrEmpty("AuditTo"), Sinks, problems);
        CheckNames(serilog.ChildOrEmpty("Enrich"), Enrichers, problems);
    }

    private static void CheckLevels(ConfigurationNode node, ProblemList problems)
    {
        if (node.Children.Count == 0)
        {
            CheckLevel(node, problems);
            return;
        }

        ReportUnknown(node, LevelKeys, problems);
        CheckLevel(node.ChildOrEmpty("Default"), problems);
        foreach (var level in Leaves(node.ChildOrEmpty("Override")))
        {
            CheckLevel(level, problems);
        }
    }

    /// <summary>A level, or the name of a switch.</summary>
    private static void CheckLevel(ConfigurationNode node, ProblemList problems)
    {
        if (node.Value is not { } text || text.StartsWith('$') || Levels.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            return;
        }

        var suggestion = OtherLevels.TryGetValue(text, out var other) ? $" Did you mean '{other}'?" : NearestName.Suggest(text, Levels);
        problems.Add(node, $"found '{text}'; expected one of {string.Join(", ", Levels)}.{suggestion}");
    }

    /// <summary>Each with a name alone, or with a name and arguments, under which there may be others.</summary>
    private static void CheckNames(ConfigurationNode node, string[] known, ProblemList problems)
    {
        foreach (var item in node.Children.Values.Append(node))
        {
            var name = item.Children.Count == 0 ? item : item.ChildOrEmpty("Name");
            if (name.Value is { Length: > 0 } text && !known.Contains(text, StringComparer.OrdinalIgnoreCase))
            {
                problems.Add(name, $"'{text}' does not come along.{NearestName.Suggest(text, known)} Known here: {string.Join(", ", known)}.");
            }

            if (item.At("Args", "configure") is { Children.Count: > 0 } inner)
            {
                CheckNames(inner, known, problems);
            }
        }
    }

    /// <summary>The dots of a namespace part nothing; a colon in a key does.</summary>
    private static IEnumerable<ConfigurationNode> Leaves(ConfigurationNode node) =>
        node.Children.Values.SelectMany(child => child.Children.Count == 0 ? [child] : Leaves(child));

    private static void ReportUnknown(ConfigurationNode node, string[] known, ProblemList problems)
    {
        foreach (var (key, child) in node.Children)
        {
            if (!known.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                problems.Add(child, $"unknown key.{NearestName.Suggest(key, known)} Known here: {string.Join(", ", known)}.");
            }
        }
    }
}
