using Gateway.Intake;

namespace Gateway.Verification.Signature.Content;

/// <summary>The URL as the provider knows it: the route's own, or by the word of a trusted proxy.</summary>
internal interface IPublicUrl
{
    /// <summary>The URL for this request; null if nobody who is believed says it.</summary>
    PublicUrl? Of(InboundWebhook webhook);
}
