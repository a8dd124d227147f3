using Gateway.Intake;
using Gateway.Verification.Signature.Keys;

namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>The public half of the sender's key.</summary>
internal sealed class PublicMessageKey(IPublicKey key) : IMessageKey
{
    public bool CanSign => false;

    public bool MayBeShown => true;

    public bool Verify(ReadOnlySpan<byte> signatureBase, ReadOnlySpan<byte> signature) => key.Verify(signatureBase, signature);

    public string Sign(InboundWebhook webhook) =>
        throw new InvalidOperationException("A public key verifies; only the provider, who has the private one, can sign.");
}
