using System.Globalization;
using Gateway.Admin.Captures;

namespace Gateway.Cli.Captures;

/// <summary>Kept requests as text: the first line of each fits 80 columns, with nothing cut.</summary>
internal static class CaptureTable
{
    public static string Lines(CaptureView capture) => string.Create(
        CultureInfo.InvariantCulture,
        $"{capture.Id} {Instant(capture.ReceivedAt)} {capture.Outcome}{Environment.NewLine}  {TerminalText.Of(capture.Route)} from {capture.Client ?? "unknown"}, request {TerminalText.Of(capture.RequestId)}{StateOf(capture.Release)}");

    public static string Line(ReleaseView released)
    {
        var outcome = released.Outcome is null || released.Result is "released" or "would_release" ? "" : string.Create(
            CultureInfo.InvariantCulture, $" {released.Outcome} {(released.StatusCode == 0 ? "" : released.StatusCode)}").TrimEnd();
        var reason = released.Reason.Length == 0 ? "" : $"{Environment.NewLine}  {TerminalText.Of(released.Reason)}";
        return string.Create(
            CultureInfo.InvariantCulture, $"{released.Id} {released.Was} -> {released.Result.Replace('_', ' ')}{outcome}{reason}");
    }

    private static string StateOf(ReleaseStateView release) => release switch
    {
        { State: "kept", At: { } at } => string.Create(
            CultureInfo.InvariantCulture, $", tried {Instant(at)}: {(release.Outcome.Length == 0 ? "not judged" : release.Outcome)} {release.StatusCode}"),
        { State: "kept" } => "",
        { State: "passed_on" } => ", passed on",
        { At: { } at, State: "releasing" } => $", being released until {Instant(at)}",
        { At: { } at } => $", released {Instant(at)}: {release.Outcome}",
        _ => $", {release.State}",
    };

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
