namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>One entry of <c>MessageSignature:Agents</c> as written: null means the file does not say.</summary>
internal sealed record SignatureAgentConfig
{
    /// <summary>What the agent says in <c>Signature-Agent</c>, letter by letter, e.g. <c>https://chatgpt.com</c>. Required.</summary>
    public string? Url { get; init; }

    /// <summary>
    /// Its directory: a JWK Set (RFC 7517) at <c>file:PATH</c> or <c>https://...</c>. Default: <c>/.well-known/http-message-signatures-directory</c> at
    /// <see cref="Url"/>.
    /// </summary>
    public string? KeySet { get; init; }
}
