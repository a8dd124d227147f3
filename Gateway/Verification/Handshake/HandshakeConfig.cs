namespace Gateway.Verification.Handshake;

/// <summary>One challenge of a route's <c>Handshake</c> section as written: null means the file does not say.</summary>
internal sealed record HandshakeConfig
{
    /// <summary>The challenge's method. Default: any.</summary>
    public string? Method { get; init; }

    /// <summary>
    /// What tells the challenge from an event: values by where they stand (<c>query:NAME</c>, <c>header:NAME</c>,
    /// <c>body:/pointer</c>), each with the text it must have, or <c>*</c> for any. All must hold. Required.
    /// </summary>
    public IReadOnlyDictionary<string, string>? When { get; init; }

    /// <summary>Whether the provider signs the challenge; then it is answered only after verification. Default true.</summary>
    public bool? Signed { get; init; }

    /// <summary>What the provider expects.</summary>
    public HandshakeAnswerConfig? Answer { get; init; }
}
