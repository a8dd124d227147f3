namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>The <c>Signature:MessageSignature</c> section of a route as written: null means the file does not say.</summary>
internal sealed record MessageSignatureConfig
{
    /// <summary>
    /// What the sender signs with, by the name of RFC 9421, section 3.3: <c>hmac-sha256</c>, <c>ed25519</c>,
    /// <c>ecdsa-p256-sha256</c>, <c>rsa-pss-sha512</c> or <c>rsa-v1_5-sha256</c>. Required: never by what the request says.
    /// </summary>
    public string? Algorithm { get; init; }

    /// <summary>
    /// What a signature must cover at least: names of headers in lower case, <c>@method</c>, <c>@target-uri</c>,
    /// <c>@authority</c>, <c>@scheme</c>, <c>@request-target</c>, <c>@path</c>, <c>@query</c>,
    /// <c>@query-param;name="NAME"</c>; a header's with <c>;sf</c> or <c>;key="MEMBER"</c>. A body must always be covered by <c>content-digest</c>. Default <c>@method</c>,
    /// <c>@target-uri</c>.
    /// </summary>
    public IReadOnlyList<string>? Components { get; init; }

    /// <summary>The signature that counts, by its label. Default: any that fits.</summary>
    public string? Label { get; init; }

    /// <summary>What the signature's <c>tag</c> must be. Default: any, or none.</summary>
    public string? Tag { get; init; }

    /// <summary>
    /// The agents that may sign (Web Bot Auth), each by what it says in <c>Signature-Agent</c>, which the signature then has to cover, and the directory of
    /// its keys; in place of <c>Secrets</c> and <c>KeySet</c>. No other directory is ever asked. Default: the header is one like any other.
    /// </summary>
    public IReadOnlyList<SignatureAgentConfig>? Agents { get; init; }
}
