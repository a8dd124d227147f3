using System.Text;
using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature;

/// <summary><c>{method}</c>, <c>{path}</c> or <c>{url}</c>: what the request line says.</summary>
internal sealed class RequestPart(Func<InboundWebhook, string> select) : IContentPart
{
    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        sink.Append(Encoding.UTF8.GetBytes(select(webhook)));
        return ValueState.Found;
    }
}
