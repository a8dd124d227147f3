using System.Text;
using System.Text.Encodings.Web;
using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Verification.Handshake.Answers;
using Gateway.Verification.Handshake.Conditions;

namespace Gateway.Verification.Handshake;

/// <summary>One compiled challenge with its answer.</summary>
/// <param name="Method">Its method; null for any.</param>
/// <param name="Conditions">What tells it from an event.</param>
/// <param name="Proofs">The values that must be its secret.</param>
/// <param name="StatusCode">The answer's status.</param>
/// <param name="ContentType">The answer's content type; null for none.</param>
/// <param name="Body">The answer's body.</param>
/// <param name="Headers">The answer's headers.</param>
/// <param name="Otherwise">The status for a value that is not the secret; null if the request then goes on as an event.</param>
/// <param name="Confirmation">What is called before the answer; null for nothing.</param>
internal sealed record HandshakePolicy(
    string? Method,
    IHandshakeCondition[] Conditions,
    SecretCondition[] Proofs,
    int StatusCode,
    string? ContentType,
    AnswerTemplate Body,
    IReadOnlyList<KeyValuePair<string, AnswerTemplate>> Headers,
    int? Otherwise,
    Confirmation? Confirmation)
{
    private readonly JavaScriptEncoder? _encoder =
        ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true ? JavaScriptEncoder.Default : null;

    /// <summary>Whether this is the challenge, be its secret right or wrong.</summary>
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

    /// <summary>Whether it names its secret, if it has to.</summary>
    public bool IsProven(InboundWebhook webhook)
    {
        foreach (var proof in Proofs)
        {
            if (!proof.Holds(webhook))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The answer to a challenge with the wrong secret; null if it is not answered here.</summary>
    public HandshakeReply? Refusal => Otherwise is { } status ? new HandshakeReply(status, ContentType: null, [], []) : null;

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
