using Gateway.Storage.Tenants;

namespace Gateway.Storage.Sqlite.Tenants;

/// <summary>Reads one tenant.</summary>
internal sealed class ReadTenantRequest(string route, string tenant) : SqliteRequest<TenantEntry?>
{
    public override bool IsForItsCallerOnly => true;

    public override void Execute(SqliteSession session)
    {
        using var rows = session.Statement("SELECT content, changed FROM tenant WHERE route = ?1 AND name = ?2")
            .Bind(1, route)
            .Bind(2, tenant)
            .Rows();
        Result = rows.Next() ? new TenantEntry(tenant, rows.BytesOrNull(0), rows.Number(1)) : null;
    }
}
