using Gateway.Intake;

namespace Gateway.Verification.Signature.Content;

/// <summary><c>{secret}</c>, until a key takes its place: <see cref="ContentTemplate.WithSecret"/>.</summary>
internal sealed class SecretPart : IContentPart
{
    // Never reached; without the secret anyone could make the digest, so it fails closed.
    public ValueState Append(InboundWebhook webhook, IContentSink sink) => ValueState.Unreadable;
}
