using System.Globalization;
using Gateway.Cli.Sending;

namespace Gateway.Cli.Demo;

/// <summary>What can be done to a signed request without the secret.</summary>
internal static class Tampering
{
    /// <summary>The last character of the body's last text; it stays JSON.</summary>
    public static void ChangeOneByte(WebhookDraft draft) => draft.Body[^3] ^= 1;

    public static void CutFromStart(WebhookDraft draft, string header, string prefix) =>
        draft.Headers[header] = draft.Headers[header].ToString()[prefix.Length..];

    public static void MoveToQuery(WebhookDraft draft, string header, string parameter)
    {
        draft.Query = draft.Query.Add(parameter, draft.Headers[header].ToString());
        draft.Headers.Remove(header);
    }

    public static void Renew(WebhookDraft draft, string header, TimeSpan by)
    {
        var seconds = long.Parse(draft.Headers[header].ToString(), CultureInfo.InvariantCulture) + (long)by.TotalSeconds;
        draft.Headers[header] = seconds.ToString(CultureInfo.InvariantCulture);
    }
}
