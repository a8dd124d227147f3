namespace Gateway.Storage.Memory;

/// <summary>How much the process keeps.</summary>
/// <param name="MaxClaims">How many claims.</param>
/// <param name="MaxQueuedBytes">How many bytes of queued requests.</param>
internal sealed record MemoryOptions(int MaxClaims, long MaxQueuedBytes);
