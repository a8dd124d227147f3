using System.Text;
using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Content;

/// <summary>
/// <c>{form-sorted}</c>: the fields of an <c>application/x-www-form-urlencoded</c> body, decoded, sorted by name and put
/// together name and value; of several values of one name each once, sorted (Twilio's
/// <c>getExpectedTwilioSignature</c>, Mandrill's "Authenticating webhook requests"). Nothing for a request by GET, which has no body.
/// </summary>
internal sealed class SortedFormPart : IContentPart
{
    /// <summary>No provider sends as many; sorting more would be the sender's way to spend the gateway's time.</summary>
    public const int MaxFields = 1000;

    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        var body = webhook.Body.Memory.Span;
        if (body.IsEmpty)
        {
            // By POST the fields would stand in the URL instead, where the same characters are signed as something else.
            return HttpMethods.IsPost(webhook.Request.Method) ? ValueState.Missing : ValueState.Found;
        }

        if (!MediaType.IsForm(webhook.Request.ContentType) || body.Count((byte)'&') >= MaxFields)
        {
            return ValueState.Unreadable;
        }

        var sorted = new SortedSet<(string Name, string Value)>(Comparer<(string Name, string Value)>.Create(InOrder));
        var fields = new FormEnumerator(body);
        while (fields.MoveNext())
        {
            sorted.Add((fields.Name, fields.Value));
        }

        foreach (var (name, value) in sorted)
        {
            sink.Append(Encoding.UTF8.GetBytes(name));
            sink.Append(Encoding.UTF8.GetBytes(value));
        }

        return ValueState.Found;
    }

    private static int InOrder((string Name, string Value) left, (string Name, string Value) right)
    {
        var byName = string.CompareOrdinal(left.Name, right.Name);
        return byName != 0 ? byName : string.CompareOrdinal(left.Value, right.Value);
    }
}
