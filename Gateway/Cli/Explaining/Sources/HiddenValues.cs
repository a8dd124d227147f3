using System.Text;
using Gateway.Admin.Captures;
using Gateway.Captures;

namespace Gateway.Cli.Explaining.Sources;

/// <summary>
/// Puts values back that the gateway has not kept, where they are a secret that is configured here: their hash under the request's own
/// key says so. They stay on this machine, and are not shown.
/// </summary>
internal static class HiddenValues
{
    /// <summary>The request, and what could not be put back, a line each.</summary>
    /// <param name="sheet">The kept request.</param>
    /// <param name="secrets">The texts of all secrets that are configured.</param>
    /// <param name="prefixes">What may precede one, as routes write it.</param>
    public static Capture Restore(CaptureSheet sheet, IEnumerable<string> secrets, IReadOnlyList<string> prefixes)
    {
        var key = Convert.FromBase64String(sheet.HashKey);
        List<string> known = [.. secrets.SelectMany(secret => FormsOf(secret, prefixes)).Distinct(StringComparer.Ordinal)];
        List<KeyValuePair<string, string>> headers = [.. sheet.Headers.Select(header => KeyValuePair.Create(header.Name, header.Value))];
        var target = sheet.Target;
        var notes = Notes(sheet);
        foreach (var hidden in sheet.Hidden)
        {
            if (known.Find(text => hidden.Is(text, key)) is { } value)
            {
                (headers, target) = hidden.IsHeader ? (WithLine(headers, hidden.Index, value), target) : (headers, WithParameter(target, hidden.Index, value));
            }
            else
            {
                var place = hidden.IsHeader ? "header" : "query";
                notes.Add(
                    $"{place}:{PlainText.Of(hidden.Name)} is not kept ({hidden.Length} characters), and is none of the secrets that are configured here: what is judged of it is not what was sent.");
            }
        }

        return new Capture(sheet.Method, target, headers, sheet.Body, notes);
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

    /// <summary>How a secret is sent where it is sent itself.</summary>
    private static IEnumerable<string> FormsOf(string secret, IReadOnlyList<string> prefixes)
    {
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret));
        string[] texts = [secret, secret.Trim(), base64];
        foreach (var text in texts)
        {
            yield return text;
            yield return Uri.EscapeDataString(text);
            foreach (var prefix in prefixes.Append("Bearer ").Append("Basic ").Append("Token "))
            {
                yield return prefix + text;
            }
        }
    }

    private static List<KeyValuePair<string, string>> WithLine(List<KeyValuePair<string, string>> headers, int index, string value) =>
        [.. headers.Select((header, at) => at == index ? KeyValuePair.Create(header.Key, value) : header)];

    private static string WithParameter(string target, int index, string value)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal) + 1;
        var parameters = target[query..].Split('&');
        parameters[index] = parameters[index].Replace(HiddenValue.Mark, value, StringComparison.Ordinal);
        return target[..query] + string.Join('&', parameters);
    }
}
