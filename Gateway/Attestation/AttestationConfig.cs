namespace Gateway.Attestation;

/// <summary>The <c>Attestation</c> section, of all routes or of one, as written: null means the file does not say.</summary>
internal sealed record AttestationConfig
{
    /// <summary>What backends verify by. Required; <see cref="AttestationForm.None"/> takes away from a route what all have.</summary>
    public AttestationForm? As { get; init; }

    /// <summary>What signs, 1 to 4: with each a signature is sent. Required unless <see cref="As"/> is <see cref="AttestationForm.None"/>.</summary>
    public IReadOnlyList<AttestationKeyConfig>? Key { get; init; }

    /// <summary>Where the public halves of these keys are served. Default <see cref="KeyPublication.Admin"/>.</summary>
    public KeyPublication? PublishKeys { get; init; }
}
