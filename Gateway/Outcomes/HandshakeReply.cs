namespace Gateway.Outcomes;

/// <summary>The answer a provider expects to its challenge, ready to be written; a content type of null sends none.</summary>
internal sealed record HandshakeReply(
    int StatusCode, string? ContentType, byte[] Body, IReadOnlyList<KeyValuePair<string, string>> Headers);
