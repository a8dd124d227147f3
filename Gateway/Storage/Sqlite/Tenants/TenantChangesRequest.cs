using Gateway.Storage.Tenants;

namespace Gateway.Storage.Sqlite.Tenants;

/// <summary>Finds the routes of which tenants were changed. Nearly always there are none, and that is one row.</summary>
internal sealed class TenantChangesRequest(long after) : SqliteRequest<TenantChanges>
{
    public override bool IsForItsCallerOnly => true;

    public override void Execute(SqliteSession session)
    {
        var last = session.Statement("SELECT last FROM tenant_clock").Number() ?? 0;
        var routes = new List<string>();
        if (last > after)
        {
            using var rows = session.Statement("SELECT DISTINCT route FROM tenant WHERE changed > ?1").Bind(1, after).Rows();
            while (rows.Next())
            {
                routes.Add(rows.Text(0));
            }
        }

        Result = new TenantChanges("", last, routes); // The file is this process's alone: its numbers never begin anew.
    }
}
