namespace Gateway.Verification.Handshake;

/// <summary>The answer to a challenge as written: null means the file does not say.</summary>
internal sealed record HandshakeAnswerConfig
{
    /// <summary>200 to 299. Default 200.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Default <c>text/plain; charset=utf-8</c> if there is a body; as written it is sent without one too.</summary>
    public string? ContentType { get; init; }

    /// <summary>
    /// The body; <c>{query:NAME}</c>, <c>{header:NAME}</c> and <c>{body:/pointer}</c> stand for values of the challenge,
    /// <c>{hmac-sha256-hex(query:NAME)}</c> and the like for digests of them, <c>{prefix}</c> for <c>Signature:Prefix</c>. In a
    /// JSON answer values are escaped as JSON text. Default: empty.
    /// </summary>
    public string? Body { get; init; }

    /// <summary>Headers, with the same placeholders.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }
}
