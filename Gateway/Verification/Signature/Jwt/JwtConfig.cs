namespace Gateway.Verification.Signature.Jwt;

/// <summary>The <c>Signature:Jwt</c> section of a route as written: null means the file does not say.</summary>
internal sealed record JwtConfig
{
    /// <summary>
    /// What a token's <c>alg</c> may be: <c>HS256</c>, <c>HS384</c>, <c>HS512</c>; or <c>RS256</c> to <c>RS512</c>,
    /// <c>PS256</c> to <c>PS512</c>, <c>ES256</c> to <c>ES512</c>, <c>EdDSA</c>. Those with a shared secret and those with a
    /// public key do not go together. Required.
    /// </summary>
    public IReadOnlyList<string>? Algorithms { get; init; }

    /// <summary>
    /// What claims must say, by name: text with the placeholders of <c>Content</c>, e.g. <c>{sha256-hex:body}</c>, or
    /// <c>{present}</c> for anything. Default: nothing but that the token is in force.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Claims { get; init; }

    /// <summary>The certificates that a token brings with it, in place of <c>Secrets</c> and <c>KeySet</c>. Default: a token's own are not looked at.</summary>
    public TokenChainConfig? Chain { get; init; }

    /// <summary>How far the sender's clock may be off for <c>exp</c> and <c>nbf</c>. Default 0; up to 1 minute.</summary>
    public TimeSpan? Leeway { get; init; }
}
