using System.Globalization;
using Gateway.Admin.Deliveries;

namespace Gateway.Cli.Deliveries;

/// <summary>Deliveries and events as text, one a line: to be read, and to be cut by other programs.</summary>
internal static class DeliveryTable
{
    public const string Head = "ID                                   STATE     ROUTE -> DESTINATION              RECEIVED             ATTEMPTS LAST               EVENT";

    public static string Line(DeliveryView delivery) => string.Create(
        CultureInfo.InvariantCulture,
        $"{delivery.Id} {delivery.State,-9} {Shown($"{delivery.Route} -> {delivery.Destination}"),-32} {Instant(delivery.ReceivedAt)} {delivery.Attempts,8} {Last(delivery),-18} {Shown($"{delivery.EventType ?? "-"} {delivery.EventId}")}");

    public static IEnumerable<string> Sheet(EventView shown)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"event     {shown.Id}");
        if (shown.Deliveries is [var first, ..])
        {
            yield return $"route     {Shown(first.Route)}{(first.Provider is null ? "" : $" ({Shown(first.Provider)})")}";
            yield return $"received  {Instant(first.ReceivedAt)} from {shown.Client ?? "unknown"}, verified by {Shown(shown.KeyId ?? "no key")}";
            yield return $"type, id  {Shown($"{first.EventType ?? "-"}, {first.EventId ?? "-"}")}";
        }

        yield return shown.Method is null
            ? "request   cannot be decrypted with the keys that are configured"
            : string.Create(CultureInfo.InvariantCulture, $"request   {shown.Method} {Shown(shown.Path ?? "")}, {shown.BodyBytes} bytes, sha256 {shown.BodySha256}");
        foreach (var (name, value) in shown.Headers ?? [])
        {
            yield return $"          {Shown(name)}: {Shown(value)}";
        }

        foreach (var delivery in shown.Deliveries)
        {
            yield return "";
            yield return $"{Shown(delivery.Destination)}: {delivery.State}{(delivery.Reason is null ? "" : $" ({delivery.Reason})")}{Since(delivery)}";
            foreach (var attempt in shown.Attempts[delivery.Destination])
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture, $"  {Instant(attempt.At)}  {attempt.Result} {attempt.StatusCode,3}  {attempt.Milliseconds:0} ms");
            }
        }
    }

    private static string Since(DeliveryView delivery) => delivery switch
    {
        { At: null } => "",
        { State: "waiting" } => $", next attempt {Instant(delivery.At.Value)}",
        _ => $", since {Instant(delivery.At.Value)}",
    };

    private static string Last(DeliveryView delivery) => delivery.LastAttempt is { } last
        ? string.Create(CultureInfo.InvariantCulture, $"{last.Result} {last.StatusCode}").TrimEnd()
        : "-";

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Some of it is the sender's text: what would move a terminal's cursor is shown as a question mark.</summary>
    private static string Shown(string text) =>
        string.Create(text.Length, text, static (shown, text) =>
        {
            for (var i = 0; i < shown.Length; i++)
            {
                shown[i] = char.IsControl(text[i]) ? '?' : text[i];
            }
        });
}
