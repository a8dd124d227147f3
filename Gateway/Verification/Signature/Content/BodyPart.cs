using Gateway.Intake;

namespace Gateway.Verification.Signature.Content;

/// <summary><c>{body}</c>: the exact bytes received, never a re-serialised form.</summary>
internal sealed class BodyPart : IContentPart
{
    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        sink.Append(webhook.SignedBody.Span);
        return ValueState.Found;
    }
}
