using Gateway.Intake;

namespace Gateway.Verification.Signature.Content;

/// <summary>One piece of what is signed.</summary>
internal interface IContentPart
{
    /// <summary>Appends the piece exactly as the provider signed it, or says why it cannot.</summary>
    ValueState Append(InboundWebhook webhook, IContentSink sink);
}
