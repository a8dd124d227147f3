namespace Gateway.Verification;

/// <summary>What becomes of a webhook while the store is not available.</summary>
internal enum StoreFailure
{
    /// <summary>It is answered 503 with <c>Retry-After</c>; the provider tries again.</summary>
    Reject,

    /// <summary>It is forwarded, possibly a second time.</summary>
    Forward,
}
