namespace Gateway.Secrets.Stored;

/// <summary>All that is stored of one tenant.</summary>
/// <param name="Mode">Its mode.</param>
/// <param name="IsDisabled">Whether nothing of it is accepted.</param>
/// <param name="Secrets">In the order in which they were added.</param>
internal sealed record StoredTenant(TenantMode Mode, bool IsDisabled, IReadOnlyList<StoredSecret> Secrets)
{
    public static StoredTenant New { get; } = new(TenantMode.OfRoute, IsDisabled: false, []);

    public TenantRecord Pack(string name) => TenantRecord.Pack(
        name,
        [.. Secrets.Select(secret => new TenantSecret(
            secret.Id, secret.Text, secret.NotBefore ?? DateTimeOffset.MinValue, secret.NotAfter ?? DateTimeOffset.MaxValue))],
        Mode,
        IsDisabled);
}
