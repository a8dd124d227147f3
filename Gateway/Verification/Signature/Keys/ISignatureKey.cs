using Gateway.Intake;

namespace Gateway.Verification.Signature.Keys;

/// <summary>Key material of a route. How it is tried on a request is its scheme's <see cref="ISignatureVerifier{TKey}"/>.</summary>
internal interface ISignatureKey
{
    /// <summary>Whether this key can also make signatures. With a public key only the provider can.</summary>
    bool CanSign { get; }

    /// <summary>Whether what is sent reveals nothing of the secret, so that it may be shown.</summary>
    bool MayBeShown { get; }

    /// <summary>The signature that the provider would send, by a key that <see cref="CanSign"/>: for the command line and the demonstration.</summary>
    string Sign(InboundWebhook webhook);
}
