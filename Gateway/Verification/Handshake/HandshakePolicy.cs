using System.Text;
using System.Text.Encodings.Web;
using Gateway.Intake;
using Gateway.Outcomes;

namespace Gateway.Verification.Handshake;

/// <summary>One compiled challenge with its answer.</summary>
internal sealed record HandshakePolicy(
    string? Method,
    HandshakeCondition[] Conditions,
    int StatusCode,
    string ContentType,
    AnswerTemplate Body,
    IReadOnlyList<KeyValuePair<string, AnswerTemplate>> Headers)
{
    private readonly JavaScriptEncoder? _encoder =
        ContentType.Contains("json", StringComparison.OrdinalIgnoreCase) ? JavaScriptEncoder.Default : null;

    public bool Matches(InboundWebhook webhook)
    {
        if (Method is not null && !string.Equals(webhook.Request.Method, Method, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        foreach (var condition in Conditions)
        {
            if (!condition.Holds(webhook))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The answer, or null if the challenge lacks what it needs.</summary>
    public HandshakeReply? Reply(InboundWebhook webhook)
    {
        if (Body.Fill(webhook, _encoder) is not { } body)
        {
            return null;
        }

        var headers = new List<KeyValuePair<string, string>>();
        foreach (var (name, template) in Headers)
        {
            // A value with a line end would be a second header, and with any other control character an exception.
            if (template.Fill(webhook, encoder: null) is not { } value || value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            {
                return null;
            }

            headers.Add(new(name, value));
        }

        return new HandshakeReply(StatusCode, ContentType, Encoding.UTF8.GetBytes(body), headers);
    }
}
