using System.Globalization;
using Gateway.Admin.Deliveries;

namespace Gateway.Cli.Deliveries;

/// <summary>Deliveries and events as text, one a line: to be read, and to be cut by other programs.</summary>
internal static class DeliveryTable
{
    private const int RouteWidth = 28;
    private const int EventWidth = 60;

    public static string Head { get; } =
        $"{"ID",-36} {"STATE",-9} {"ROUTE -> DESTINATION",-RouteWidth} {"RECEIVED",-20} {"TRIES",5} {"LAST",-13} EVENT";

    /// <summary>Of one width, whatever a sender calls its events; all of it is in the JSON.</summary>
    public static string Line(DeliveryView delivery)
    {
        var way = TerminalText.Of($"{delivery.Route} -> {delivery.Destination}", RouteWidth);
        var received = TerminalText.Of($"{delivery.EventType ?? "-"} {delivery.EventId}".TrimEnd(), EventWidth);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{delivery.Id} {delivery.State,-9} {way,-RouteWidth} {Instant(delivery.ReceivedAt)} {delivery.Attempts,5} {Last(delivery),-13} {received}");
    }

    public static IEnumerable<string> Sheet(EventView shown)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"event     {shown.Id}");
        if (shown.Deliveries is [var first, ..])
        {
            yield return $"route     {TerminalText.Of(first.Route)}{(first.Provider is null ? "" : $" ({TerminalText.Of(first.Provider)})")}";
            yield return $"received  {Instant(first.ReceivedAt)} from {shown.Client ?? "unknown"}, verified by {TerminalText.Of(shown.KeyId ?? "no key")}";
            yield return $"type, id  {TerminalText.Of($"{first.EventType ?? "-"}, {first.EventId ?? "-"}")}";
        }

        yield return shown.Method is null
            ? "request   cannot be read: its key is not configured, or it is damaged"
            : string.Create(CultureInfo.InvariantCulture, $"request   {shown.Method} {TerminalText.Of(shown.Path ?? "")}, {shown.BodyBytes} bytes, sha256 {shown.BodySha256}");
        foreach (var (name, value) in shown.Headers ?? [])
        {
            yield return $"          {TerminalText.Of(name)}: {TerminalText.Of(value)}";
        }

        foreach (var delivery in shown.Deliveries)
        {
            yield return "";
            yield return $"{TerminalText.Of(delivery.Destination)}: {delivery.State}{(delivery.Reason is null ? "" : $" ({delivery.Reason})")}{Since(delivery)}";
            foreach (var attempt in shown.Attempts[delivery.Destination])
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture, $"  {Instant(attempt.At)}  {Result(attempt),-13}  {attempt.Milliseconds:0} ms");
            }
        }
    }

    private static string Since(DeliveryView delivery) => delivery switch
    {
        { At: null } => "",
        { State: "waiting" } => $", next attempt {Instant(delivery.At.Value)}",
        _ => $", since {Instant(delivery.At.Value)}",
    };

    private static string Last(DeliveryView delivery) => delivery.LastAttempt is { } last ? Result(last) : "-";

    private static string Result(AttemptView attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"{attempt.Result} {attempt.StatusCode}").TrimEnd();

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
