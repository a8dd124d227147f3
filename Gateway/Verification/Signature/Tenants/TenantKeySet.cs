using Gateway.Intake;
using Gateway.Secrets;

namespace Gateway.Verification.Signature.Tenants;

/// <summary>What was made of a tenant's secrets.</summary>
/// <param name="maker">Who has made it, and makes no other key of them.</param>
/// <param name="record">The tenant as it was then; one that has changed is another record.</param>
/// <param name="keys">A key for each secret that is one.</param>
internal sealed class TenantKeySet<TKey>(TenantKeys<TKey> maker, byte[] record, SigningSecret<TKey>[] keys) : IKeysAtHand
{
    public byte[] Record { get; } = record;

    public SigningSecret<TKey>[] Keys { get; } = keys;

    /// <summary>It has a place, and was there before whoever asks now.</summary>
    public bool IsKept { get; set; }

    public bool IsOf(TenantKeys<TKey> other, in TenantRecord tenant) => ReferenceEquals(maker, other) && ReferenceEquals(Record, tenant.Bytes);

    public void LetGo()
    {
        if (IsKept)
        {
            maker.MakeInVain(TenantRecord.Of(Record));
        }
    }
}
