namespace Gateway.Outcomes;

/// <summary>The answer a provider expects to its challenge, ready to be written.</summary>
internal sealed record HandshakeReply(
    int StatusCode, string ContentType, byte[] Body, IReadOnlyList<KeyValuePair<string, string>> Headers);
