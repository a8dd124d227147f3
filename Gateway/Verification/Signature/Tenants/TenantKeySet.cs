namespace Gateway.Verification.Signature.Tenants;

/// <summary>What was made of a tenant's secrets.</summary>
/// <param name="record">The tenant as it was then; one that has changed is another record.</param>
/// <param name="keys">A key for each secret that is one.</param>
internal sealed class TenantKeySet<TKey>(byte[] record, SigningSecret<TKey>[] keys)
{
    public byte[] Record { get; } = record;

    public SigningSecret<TKey>[] Keys { get; } = keys;

    /// <summary>It has a place, and was there before whoever asks now.</summary>
    public bool IsKept { get; set; }
}
