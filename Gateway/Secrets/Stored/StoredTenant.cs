using System.Text;
using System.Text.Json.Serialization;

namespace Gateway.Secrets.Stored;

/// <summary>All that is stored of one tenant.</summary>
/// <param name="Mode">Its mode.</param>
/// <param name="IsDisabled">Whether nothing of it is accepted.</param>
/// <param name="Secrets">In the order in which they were added.</param>
internal sealed record StoredTenant(TenantMode Mode, bool IsDisabled, IReadOnlyList<StoredSecret> Secrets)
{
    public static StoredTenant New { get; } = new(TenantMode.OfRoute, IsDisabled: false, []);

    /// <summary>Whether it keeps to the bounds that this gateway writes in: what a newer one has written need not, and is one tenant's fault alone.</summary>
    [JsonIgnore]
    public bool IsSound => Secrets is { Count: <= TenantRecord.MostSecrets } && Enum.IsDefined(Mode)
        && Secrets.All(secret => secret is { Id: { } id, Text: { } text } && TenantName.IsValid(id) && Encoding.UTF8.GetByteCount(text) <= TenantRecord.LongestText);

    public TenantRecord Pack(string name) => TenantRecord.Pack(
        name,
        [.. Secrets.Select(secret => new TenantSecret(
            secret.Id, secret.Text, secret.NotBefore ?? DateTimeOffset.MinValue, secret.NotAfter ?? DateTimeOffset.MaxValue))],
        Mode,
        IsDisabled);
}
