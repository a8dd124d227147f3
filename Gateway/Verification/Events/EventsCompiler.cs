using System.Globalization;

namespace Gateway.Verification.Events;

/// <summary>Compiles <c>Events</c>.</summary>
internal static class EventsCompiler
{
    public static EventsStage? Compile(StageContext context, EventsConfig? config)
    {
        if (config is null)
        {
            return null;
        }

        if (config.Type is null)
        {
            context.Report("is missing; say where the event's type stands, e.g. \"body:/type\".", "Events", "Type");
        }

        foreach (var (index, pattern) in (config.Accept ?? []).Index())
        {
            if (pattern.AsSpan().ContainsAny("?\\\"<>"))
            {
                context.Report(
                    $"'{pattern}' is not a pattern; write the type, with * for any text.",
                    "Events", "Accept", index.ToString(CultureInfo.InvariantCulture));
            }
        }

        return config.Type is not null && context.Source(config.Type, "Events", "Type") is { } type
            ? new EventsStage(type, [.. config.Accept ?? []])
            : null;
    }
}
