using Gateway.Intake;

namespace Gateway.Verification.Signature.Content;

/// <summary>
/// <c>{form-sorted}</c>: the fields of an <c>application/x-www-form-urlencoded</c> body, decoded, sorted by name and put
/// together name and value; of several values of one name each once, sorted (Twilio's
/// <c>getExpectedTwilioSignature</c>, Mandrill's "Authenticating webhook requests"). Nothing for a request by GET, which has no body.
/// </summary>
/// <param name="repeats">Whether a field that stands there twice alike is signed twice.</param>
internal sealed class SortedFormPart(bool repeats = false) : IContentPart
{
    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        if (webhook.Body.Length == 0)
        {
            // By POST the fields would stand in the URL instead, where the same characters are signed as something else.
            return HttpMethods.IsPost(webhook.Request.Method) ? ValueState.Missing : ValueState.Found;
        }

        if (webhook.Form?.Sorted() is not { } fields)
        {
            return ValueState.Unreadable;
        }

        for (var i = 0; i < fields.Count; i++)
        {
            if (repeats || !fields.IsAsBefore(i))
            {
                sink.Append(fields.BothAt(i));
            }
        }

        return ValueState.Found;
    }
}
