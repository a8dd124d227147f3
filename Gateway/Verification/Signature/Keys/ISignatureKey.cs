using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Keys;

/// <summary>Key material that can tell whether a signature is right.</summary>
internal interface ISignatureKey
{
    /// <summary>Whether this key can also make signatures. With a public key only the provider can.</summary>
    bool CanSign { get; }

    /// <summary>Whether what is sent reveals nothing of the secret, so that it may be shown.</summary>
    bool MayBeShown { get; }

    /// <summary>
    /// Whether any of the claimed signatures is right for this request. <paramref name="content"/> says why the signed
    /// content could not be put together, if so.
    /// </summary>
    bool Matches(InboundWebhook webhook, in CandidateList candidates, out ValueState content);

    /// <summary>Whether the text has the form of a signature of this kind; for the reason of a refusal only.</summary>
    bool IsWellFormed(ReadOnlySpan<char> candidate);

    /// <summary>The signature that the provider would send, by a key that <see cref="CanSign"/>: for the command line and the demonstration.</summary>
    string Sign(InboundWebhook webhook);
}
