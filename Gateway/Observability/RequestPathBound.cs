using Serilog.Core;
using Serilog.Events;

namespace Gateway.Observability;

/// <summary>ASP.NET Core adds the path of its request to every line of a request that has a span, as long as it was sent: here it is cut.</summary>
internal sealed class RequestPathBound : ILogEventEnricher
{
    public const string Property = "RequestPath";

    /// <summary>The beginning of a path. It is percent-encoded, so nothing in it has to be escaped.</summary>
    public static string Cut(string path) => path.Length > LogText.LongestPath ? path[..LogText.LongestPath] : path;

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        if (logEvent.Properties.TryGetValue(Property, out var value) && value is ScalarValue { Value: string { Length: > LogText.LongestPath } path })
        {
            logEvent.AddOrUpdateProperty(new LogEventProperty(Property, new ScalarValue(Cut(path))));
        }
    }
}
