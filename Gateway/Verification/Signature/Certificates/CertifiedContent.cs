using Gateway.Intake;
using Gateway.Verification.Signature.Content;
using Gateway.Verification.Signature.Keys;

namespace Gateway.Verification.Signature.Certificates;

/// <summary>
/// What a secret comes to where the key is in a certificate: a part of what is signed, like PayPal's webhook id, and no key
/// by itself.
/// </summary>
internal sealed class CertifiedContent(ContentTemplate content) : ISignatureKey
{
    public ContentTemplate Content => content;

    public bool CanSign => false;

    public bool MayBeShown => true;

    public string Sign(InboundWebhook webhook) => throw new InvalidOperationException("Only the provider can sign.");
}
