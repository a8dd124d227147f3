namespace Gateway.Verification.Signature.Jwt;

/// <summary>The <c>Signature:Jwt:Chain</c> section of a route as written: null means the file does not say.</summary>
internal sealed record TokenChainConfig
{
    /// <summary>
    /// The roots that a chain may end in: the SHA-256 of a certificate in hex, or <c>file:PATH</c> with certificates in PEM. No other is believed, and none
    /// is fetched. Required.
    /// </summary>
    public IReadOnlyList<string>? Roots { get; init; }

    /// <summary>How many certificates a token brings, the signer's first and the root last. Default 3; 2 to 5.</summary>
    public int? Length { get; init; }

    /// <summary>Object identifiers, each of an extension that the signer's certificate must have. Default: none.</summary>
    public IReadOnlyList<string>? SignerExtensions { get; init; }

    /// <summary>The same of the certificate above it. Default: none.</summary>
    public IReadOnlyList<string>? IssuerExtensions { get; init; }
}
