using Gateway.Intake.Memory;

namespace Gateway.Attestation;

/// <summary>How a route attests what it sends on, compiled and immutable. Travels beside the route's policy.</summary>
/// <param name="form">Never <see cref="AttestationForm.None"/>.</param>
/// <param name="keys">At least one; each signs.</param>
/// <param name="publication">Where their public halves are served.</param>
internal sealed class AttestationPolicy(AttestationForm form, IReadOnlyList<IAttestationKey> keys, KeyPublication publication)
{
    public IReadOnlyList<IAttestationKey> Keys => keys;

    public KeyPublication Publication => publication;

    /// <summary>Whether the request line is signed, too.</summary>
    public bool CoversTarget => form == AttestationForm.HttpMessageSignature;

    /// <summary>The headers that it writes: whoever else wrote them is not believed.</summary>
    public IReadOnlyList<string> Headers => CoversTarget ? MessageSignatureHeaders.Names : StandardWebhooksHeaders.Names;

    /// <summary>The headers; null if there is no memory to sign a copy of the body. Where the target is covered there always is.</summary>
    /// <param name="message">What is sent.</param>
    /// <param name="memory">Charged for what is held meanwhile.</param>
    public KeyValuePair<string, string>[]? Attest(in AttestedMessage message, MemoryAccount memory) =>
        CoversTarget ? MessageSignatureHeaders.Of(message, keys, memory) : StandardWebhooksHeaders.Of(message, keys, memory);
}
