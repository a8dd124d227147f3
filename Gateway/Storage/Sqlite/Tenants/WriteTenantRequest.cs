using Gateway.Storage.Deliveries;
using Gateway.Storage.Tenants;

namespace Gateway.Storage.Sqlite.Tenants;

/// <summary>Writes or removes one tenant, if nobody has since it was read, and takes out what was removed long ago.</summary>
internal sealed class WriteTenantRequest(string route, string tenant, byte[]? content, long change, DateTimeOffset now)
    : SqliteRequest<TenantWrite>
{
    public override void Execute(SqliteSession session)
    {
        session.Statement("DELETE FROM tenant WHERE content IS NULL AND written < ?1")
            .Bind(1, Microseconds.NotBefore(now - ITenantStore.RemovalsToldFor))
            .Execute();
        var known = session.Statement("SELECT changed FROM tenant WHERE route = ?1 AND name = ?2").Bind(1, route).Bind(2, tenant).Number() ?? 0;
        if (known != change)
        {
            Result = TenantWrite.Overtaken;
            return;
        }

        if (!HasRoom(session, isNew: known == 0))
        {
            Result = TenantWrite.Full;
            return;
        }

        session.Statement("UPDATE tenant_clock SET last = last + 1").Execute();
        var statement = session.Statement(
                """
                INSERT OR REPLACE INTO tenant (route, name, changed, written, content)
                VALUES (?1, ?2, (SELECT last FROM tenant_clock), ?3, CASE WHEN ?4 THEN NULL ELSE ?5 END)
                """)
            .Bind(1, route)
            .Bind(2, tenant)
            .Bind(3, Microseconds.Of(now))
            .Bind(4, content is null ? 1L : 0L)
            .Bind(5, content);
        statement.Execute();
        Result = TenantWrite.Written;
    }

    /// <summary>What is removed needs none: a file that is full has to be emptied somehow.</summary>
    private bool HasRoom(SqliteSession session, bool isNew) =>
        content is null
        || ((!isNew || session.Statement("SELECT count(*) FROM tenant WHERE route = ?1").Bind(1, route).Number() < ITenantStore.MostTenants)
            && session.TryFindRoom(content.Length));
}
