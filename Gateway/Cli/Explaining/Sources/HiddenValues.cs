using Gateway.Admin.Captures;
using Gateway.Captures.Revival;

namespace Gateway.Cli.Explaining.Sources;

/// <summary>
/// Puts values back that the gateway has not kept, where they are a secret that is configured here: their hash under the request's own
/// key says so. They stay on this machine, and are not shown.
/// </summary>
internal static class HiddenValues
{
    /// <summary>The request, and what could not be put back, a line each.</summary>
    /// <param name="sheet">The kept request.</param>
    /// <param name="tokens">All secrets that are configured.</param>
    public static Capture Restore(CaptureSheet sheet, KnownTokens tokens)
    {
        var restored = RestoredRequest.Of(sheet.ToRequest(), tokens);
        var notes = Notes(sheet);
        foreach (var hidden in restored.Unknown)
        {
            var place = hidden.IsHeader ? "header" : "query";
            notes.Add(
                $"{place}:{PlainText.Of(hidden.Name)} is not kept ({hidden.Length} characters), and is none of the secrets that are configured here: what is judged of it is not what was sent.");
        }

        return new Capture(sheet.Method, restored.Target, [.. restored.Headers], sheet.Body, notes);
    }

    private static List<string> Notes(CaptureSheet sheet)
    {
        var detail = sheet.Detail.Length == 0 ? "" : $" ({PlainText.Of(sheet.Detail)})";
        var notes = new List<string> { $"Kept by the gateway as {sheet.Id}, request {PlainText.Of(sheet.RequestId)}: it was {sheet.Outcome}{detail} then." };
        if (sheet.BodyNote.Length > 0)
        {
            notes.Add($"Of {sheet.ReceivedBytes} bytes that arrived none are kept: {sheet.BodyNote}. What is judged is not what was sent.");
        }

        return notes;
    }
}
