using Gateway.Storage.Tenants;

namespace Gateway.Storage.Sqlite.Tenants;

/// <summary>Reads a page of a route's tenants.</summary>
internal sealed class TenantPageRequest(string route, long after, int most, bool isDownward) : SqliteRequest<IReadOnlyList<TenantEntry>>
{
    private const string Upward =
        "SELECT name, content, changed FROM tenant WHERE route = ?1 AND changed > ?2 ORDER BY changed LIMIT ?3";

    private const string Downward =
        "SELECT name, content, changed FROM tenant WHERE route = ?1 AND changed < ?2 ORDER BY changed DESC LIMIT ?3";

    public override bool IsForItsCallerOnly => true;

    public override void Execute(SqliteSession session)
    {
        var (entries, bytes) = (new List<TenantEntry>(), 0);
        using var rows = session.Statement(isDownward ? Downward : Upward).Bind(1, route).Bind(2, after).Bind(3, most).Rows();
        while (bytes <= ITenantStore.PageBytes && rows.Next())
        {
            var content = rows.BytesOrNull(1);
            bytes += content?.Length ?? 0;
            entries.Add(new TenantEntry(rows.Text(0), content, rows.Number(2)));
        }

        Result = entries;
    }
}
