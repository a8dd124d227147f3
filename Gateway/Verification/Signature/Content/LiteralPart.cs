using Gateway.Intake;

namespace Gateway.Verification.Signature.Content;

/// <summary>Text of the template itself.</summary>
internal sealed class LiteralPart(byte[] text) : IContentPart
{
    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        sink.Append(text);
        return ValueState.Found;
    }
}
