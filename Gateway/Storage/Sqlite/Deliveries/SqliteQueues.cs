using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Sqlite.Deliveries;

/// <summary>The table of queues. Its methods are part of the transaction they are called in.</summary>
internal static class SqliteQueues
{
    private const string Id = "SELECT id FROM queue WHERE route = ?1 AND destination = ?2";

    private const string OpenIn = "SELECT open FROM queue WHERE route = ?1 AND destination = ?2";

    private const string Insert = "INSERT INTO queue (route, destination) VALUES (?1, ?2)";

    private const string Change =
        """
        UPDATE queue SET open = open + ?2, dead = dead + ?3, dead_bytes = dead_bytes + ?4, delivered = delivered + ?5,
            delivered_bytes = delivered_bytes + ?6 WHERE id = ?1
        """;

    private const string DeleteIfEmpty = "DELETE FROM queue WHERE id = ?1 AND open = 0 AND dead = 0 AND delivered = 0";

    private const string BytesOfDead = "SELECT dead_bytes FROM queue WHERE id = ?1";

    private const string BytesOfDelivered = "SELECT delivered_bytes FROM queue WHERE id = ?1";

    private const string AllNames = "SELECT id, route, destination FROM queue";

    private const string AllStatus =
        """
        SELECT route, destination, open, dead, delivered,
            (SELECT queued FROM delivery WHERE queue = queue.id AND state < 3 ORDER BY queued LIMIT 1)
        FROM queue WHERE open > 0 OR dead > 0 OR delivered > 0
        """;

    /// <summary>Null for one that holds nothing.</summary>
    public static long? Find(SqliteSession session, in QueueName name) =>
        session.Statement(Id).Bind(1, name.Route).Bind(2, name.Destination).Number();

    public static long FindOrAdd(SqliteSession session, in QueueName name)
    {
        if (Find(session, name) is { } id)
        {
            return id;
        }

        session.Statement(Insert).Bind(1, name.Route).Bind(2, name.Destination).Execute();
        return session.LastRow;
    }

    public static long Open(SqliteSession session, in QueueName name) =>
        session.Statement(OpenIn).Bind(1, name.Route).Bind(2, name.Destination).Number() ?? 0;

    public static long Bytes(SqliteSession session, long id, StoredState state) =>
        session.Statement(state == StoredState.Dead ? BytesOfDead : BytesOfDelivered).Bind(1, id).Number() ?? 0;

    public static void Count(SqliteSession session, long id, in QueueChange change) =>
        session.Statement(Change)
            .Bind(1, id).Bind(2, change.Open).Bind(3, change.Dead).Bind(4, change.DeadBytes).Bind(5, change.Delivered)
            .Bind(6, change.DeliveredBytes)
            .Execute();

    public static void RemoveIfEmpty(SqliteSession session, long id) => session.Statement(DeleteIfEmpty).Bind(1, id).Execute();

    /// <summary>Of those queues that are asked for, by their ids; the route in any case.</summary>
    public static Dictionary<long, QueueName> Names(SqliteSession session, string? route, string? destination)
    {
        Dictionary<long, QueueName> names = [];
        using var rows = session.Statement(AllNames).Rows();
        while (rows.Next())
        {
            var name = new QueueName(rows.Text(1), rows.Text(2));
            if ((route ?? name.Route).Equals(name.Route, StringComparison.OrdinalIgnoreCase) && (destination ?? name.Destination) == name.Destination)
            {
                names.Add(rows.Number(0), name);
            }
        }

        return names;
    }

    public static List<QueueStatus> Status(SqliteSession session)
    {
        List<QueueStatus> all = [];
        using var rows = session.Statement(AllStatus).Rows();
        while (rows.Next())
        {
            all.Add(new QueueStatus(
                new QueueName(rows.Text(0), rows.Text(1)), rows.Number(2), rows.Number(3), rows.Number(4),
                rows.NumberOrNull(5) is { } oldest ? Microseconds.At(oldest) : null));
        }

        return all;
    }
}
