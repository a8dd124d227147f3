using System.Text;
using Gateway.Intake;

namespace Gateway.Verification.Signature.Content;

/// <summary><c>{method}</c>, <c>{path}</c> or <c>{url}</c>: what the request line says.</summary>
/// <param name="select">Takes it from the request.</param>
/// <param name="boundary">What it may hold.</param>
/// <param name="precedesBody">Whether the body follows at once: then it must not begin with what could be the URL's.</param>
internal sealed class RequestPart(Func<InboundWebhook, string?> select, ValueBoundary boundary, bool precedesBody = false) : IContentPart
{
    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        var text = select(webhook);
        if (text is null || !boundary.Allows(text) || (precedesBody && webhook.SignedBody.Span is [var first, ..] && boundary.Continues((char)first)))
        {
            return ValueState.Ambiguous;
        }

        sink.Append(Encoding.UTF8.GetBytes(text));
        return ValueState.Found;
    }
}
