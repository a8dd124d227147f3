using System.Reflection;
using Gateway.Reading;
using Serilog;
using Serilog.Formatting.Compact;

namespace Gateway.Observability;

/// <summary>
/// The sinks and formatters that a <c>Serilog</c> section may name: those that come along. They are found by their names, which the
/// native build cannot see: the project file keeps each of these assemblies whole.
/// </summary>
internal static class LogSinks
{
    public static IReadOnlyList<Assembly> Assemblies { get; } =
    [
        typeof(Log).Assembly,
        typeof(ConsoleLoggerConfigurationExtensions).Assembly,
        typeof(FileLoggerConfigurationExtensions).Assembly,
        typeof(LoggerConfigurationAsyncExtensions).Assembly,
        typeof(CompactJsonFormatter).Assembly,
    ];

    /// <summary>An assembly that is not here would be passed over, and with it a sink: lines that go nowhere.</summary>
    public static void Check(ConfigurationNode serilog, ProblemList problems)
    {
        var known = Assemblies.Select(assembly => assembly.GetName().Name!).ToList();
        foreach (var name in serilog.Child("Using")?.Children.Values ?? [])
        {
            if (name.Value is { } text && !known.Contains(text, StringComparer.OrdinalIgnoreCase))
            {
                problems.Add(name, $"'{text}' does not come along.{NearestName.Suggest(text, known)} On board: {string.Join(", ", known)}.");
            }
        }
    }
}
