using Gateway.Reading;

namespace Gateway.Attestation;

/// <summary>One key that attests, as written: null means the file does not say.</summary>
[Scalar(nameof(Value))]
internal sealed record AttestationKeyConfig
{
    /// <summary>
    /// What receivers know it by, up to 128 visible characters of ASCII. Default: of an Ed25519 key its thumbprint (RFC 7638), of a shared
    /// one the reference.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>
    /// <c>env:NAME</c> or <c>file:PATH</c> of <c>whsec_</c> and 24 to 64 bytes in base64, or of an Ed25519 key: <c>whsk_</c> or PEM. Required.
    /// </summary>
    public string? Value { get; init; }
}
