using System.Text;
using Gateway.Intake;

namespace Gateway.Verification.Signature.Content;

/// <summary><c>{method}</c>, <c>{path}</c> or <c>{url}</c>: what the request line says.</summary>
internal sealed class RequestPart(Func<InboundWebhook, string?> select, ValueBoundary boundary) : IContentPart
{
    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        var text = select(webhook);
        if (text is null || !boundary.Allows(text))
        {
            return ValueState.Ambiguous;
        }

        sink.Append(Encoding.UTF8.GetBytes(text));
        return ValueState.Found;
    }
}
