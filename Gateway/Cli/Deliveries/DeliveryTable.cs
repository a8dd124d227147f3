using System.Globalization;
using Gateway.Admin.Deliveries;

namespace Gateway.Cli.Deliveries;

/// <summary>Deliveries and events as text, in 80 columns with nothing cut: to be read. Programs read the JSON.</summary>
internal static class DeliveryTable
{
    private const string Indent = "  ";
    private const string SheetIndent = "          ";

    /// <summary>A line for the event, and what is to be said of it below.</summary>
    public static IEnumerable<string> Lines(DeliveryView delivery)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{delivery.Id} {delivery.State,-9} {Instant(delivery.ReceivedAt)}");
        foreach (var line in WrappedText.Lines(
            Indent, Indent, delivery.Route, "->", $"{delivery.Destination},", delivery.EventType ?? "", delivery.EventId ?? "", TriesOf(delivery)))
        {
            yield return line;
        }
    }

    public static IEnumerable<string> Sheet(EventView shown) => Head(shown)
        .SelectMany(part => WrappedText.Lines(part.Name.PadRight(SheetIndent.Length), SheetIndent, part.Said.Split(' ')))
        .Concat((shown.Headers ?? []).SelectMany(header => WrappedText.Lines(SheetIndent, SheetIndent + Indent, $"{header.Key}:", header.Value)))
        .Concat(shown.Deliveries.SelectMany(delivery => Journey(delivery, shown.Attempts[delivery.Destination])));

    private static IEnumerable<(string Name, string Said)> Head(EventView shown)
    {
        yield return ("event", shown.Id.ToString());
        if (shown.Deliveries is [var first, ..])
        {
            yield return ("route", $"{first.Route}{(first.Provider is null ? "" : $" ({first.Provider})")}");
            yield return ("received", $"{Instant(first.ReceivedAt)} from {shown.Client ?? "unknown"}, verified by {shown.KeyId ?? "no key"}");
            yield return ("type, id", $"{first.EventType ?? "-"}, {first.EventId ?? "-"}");
        }

        yield return ("request", shown.Method is null
            ? "cannot be read: its key is not configured, or it is damaged"
            : string.Create(CultureInfo.InvariantCulture, $"{shown.Method} {shown.Path}, {shown.BodyBytes} bytes, sha256 {shown.BodySha256}"));
    }

    private static IEnumerable<string> Journey(DeliveryView delivery, IEnumerable<AttemptView> attempts) =>
    [
        "",
        .. WrappedText.Lines("", Indent, [$"{delivery.Destination}:", .. $"{delivery.State}{(delivery.Reason is null ? "" : $" ({delivery.Reason})")}{Since(delivery)}".Split(' ')]),
        .. attempts.Select(attempt => string.Create(
            CultureInfo.InvariantCulture, $"  {Instant(attempt.At)}  {Result(attempt),-13}  {attempt.Milliseconds:0} ms")),
    ];

    private static string Since(DeliveryView delivery) => delivery switch
    {
        { At: null } => "",
        { State: "waiting" } => $", next attempt {Instant(delivery.At.Value)}",
        _ => $", since {Instant(delivery.At.Value)}",
    };

    private static string TriesOf(DeliveryView delivery) => delivery.LastAttempt is { } last
        ? string.Create(CultureInfo.InvariantCulture, $"({delivery.Attempts} {(delivery.Attempts == 1 ? "try" : "tries")}, last {Result(last)})")
        : "(not tried)";

    private static string Result(AttemptView attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"{attempt.Result} {attempt.StatusCode}").TrimEnd();

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
