using Gateway.Secrets;
using Gateway.Secrets.Stored;

namespace Gateway.Admin.Tenants;

/// <summary>What is shown of a tenant.</summary>
/// <param name="Route">Whose.</param>
/// <param name="Tenant">Its name.</param>
/// <param name="Mode">What becomes of what is not verified.</param>
/// <param name="Disabled">Whether nothing of it is accepted.</param>
/// <param name="Readable">Whether a configured key decrypts it; if not, nothing is known but its name.</param>
/// <param name="Secrets">Its secrets, in the order in which they were added.</param>
/// <param name="Warnings">What is to be said of them.</param>
internal sealed record TenantView(
    string Route, string Tenant, string Mode, bool Disabled, bool Readable, IReadOnlyList<TenantSecretView> Secrets, IReadOnlyList<string> Warnings)
{
    public static TenantView Of(TenantRoute route, string name, StoredTenant? tenant, DateTimeOffset now) => new(
        route.Name,
        name,
        (tenant ?? StoredTenant.New).Mode.ToString(),
        tenant?.IsDisabled == true,
        tenant is not null,
        [.. (tenant ?? StoredTenant.New).Secrets.Select(secret => new TenantSecretView(secret.Id, secret.AddedAt, secret.NotBefore, secret.NotAfter))],
        tenant is null ? [] : [.. WarningsOf(route, tenant, name, now)]);

    private static IEnumerable<string> WarningsOf(TenantRoute route, StoredTenant tenant, string name, DateTimeOffset now)
    {
        foreach (var secret in tenant.Secrets)
        {
            if (route.Judge(secret.Text).Remark is { Length: > 0 } remark)
            {
                yield return $"The secret '{secret.Id}' {remark}";
            }
        }

        if (!tenant.IsDisabled && SecretTimes.RemarkOn(tenant.Pack(name).ReadSecrets(), now) is { Length: > 0 } ends)
        {
            yield return $"The secrets {ends}";
        }
    }
}
