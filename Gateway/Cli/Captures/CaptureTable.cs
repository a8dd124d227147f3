using System.Globalization;
using Gateway.Admin.Captures;

namespace Gateway.Cli.Captures;

/// <summary>Kept requests as text, in 80 columns with nothing cut.</summary>
internal static class CaptureTable
{
    private const string Indent = "  ";

    /// <summary>A line for the request, and what is to be said of it below.</summary>
    public static IEnumerable<string> Lines(CaptureView capture) =>
    [
        .. WrappedText.Lines("", Indent, $"{capture.Id}", Instant(capture.ReceivedAt), capture.Outcome),
        .. WrappedText.Lines(
            Indent, Indent, capture.Route, "from", $"{capture.Client ?? "unknown"},", "request", capture.RequestId, StateOf(capture.Release)),
    ];

    /// <summary>The same of one that was to be released.</summary>
    public static IEnumerable<string> Lines(ReleaseView released)
    {
        var isDone = released.Outcome is null || released.Result is "released" or "would_release";
        var outcome = isDone ? "" : released.Outcome!;
        var status = isDone || released.StatusCode == 0 ? "" : released.StatusCode.ToString(CultureInfo.InvariantCulture);
        return
        [
            .. WrappedText.Lines("", Indent, $"{released.Id}", released.Was, "->", released.Result.Replace('_', ' '), outcome, status),
            .. released.Reason.Length == 0 ? [] : WrappedText.Lines(Indent, Indent, released.Reason.Split(' ')),
        ];
    }

    private static string StateOf(ReleaseStateView release) => release switch
    {
        { State: "kept", At: { } at } => string.Create(
            CultureInfo.InvariantCulture, $"(tried {Instant(at)}: {(release.Outcome.Length == 0 ? "not judged" : release.Outcome)} {release.StatusCode})"),
        { State: "kept" } => "",
        { State: "passed_on" } => "(passed on)",
        { At: { } at, State: "releasing" } => $"(being released until {Instant(at)})",
        { At: { } at } => $"(released {Instant(at)}: {release.Outcome})",
        _ => $"({release.State})",
    };

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
