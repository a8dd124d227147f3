using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Sqlite.Deliveries;

internal sealed partial class SqliteDeliveries
{
    /// <summary>Rows that one page looks at: milliseconds, in which nothing is written.</summary>
    private const int MostLookedAt = 2000;

    private const string Listed = "SELECT seq, event, queue, state, received, reason FROM delivery WHERE ";
    private const string Between = "(received, seq) > (?1, ?2) AND (received, seq) < (?3, ?4) ";
    private const string Forth = "ORDER BY received, seq LIMIT ?5";
    private const string Back = "ORDER BY received DESC, seq DESC LIMIT ?5";
    private const string IsOpen = "state < 3 AND ";
    private const string IsDead = "state = 4 AND ";
    private const string HasId = "event_hash = ?6 AND ";

    private const string Details = "SELECT state, queued, due, reason, bytes, history FROM delivery WHERE seq = ?1";

    public static DeliveryPage List(SqliteSession session, DeliveryFilter filter, in ListBounds bounds, int atMost)
    {
        List<DeliveryRecord> page = [];
        var names = SqliteQueues.Names(session, filter.Route, filter.Destination);
        if (bounds.IsEmpty || names.Count == 0)
        {
            return new(page, Next: null);
        }

        var last = default(ListPlace);
        var lookedAt = 0;
        using var rows = Rows(session, filter, bounds);
        while (rows.Next())
        {
            if (page.Count == atMost || lookedAt == MostLookedAt)
            {
                return new(page, last.ToString());
            }

            if (names.TryGetValue(rows.Number(2), out var name)
                && (filter.State ?? Shown((StoredState)rows.Number(3))) == Shown((StoredState)rows.Number(3))
                && (filter.Reason is null || filter.Reason == rows.TextOrNull(5))
                && Matching(session, filter, rows.Number(1), name.Route) is { } listed)
            {
                using var details = session.Statement(Details).Bind(1, rows.Number(0)).Rows();
                details.Next();
                page.Add(Record(details, listed, name.Destination));
            }

            last = new ListPlace(rows.Number(4), rows.Number(0));
            lookedAt++;
        }

        return new(page, Next: null);
    }

    /// <summary>The statement whose index has the fewest rows beside those that are asked for.</summary>
    internal static string StatementFor(DeliveryFilter filter) => (filter, filter.NewestFirst) switch
    {
        ({ EventId: not null }, false) => Listed + HasId + Between + Forth,
        ({ EventId: not null }, true) => Listed + HasId + Between + Back,
        ({ State: DeliveryState.Waiting }, false) => Listed + IsOpen + Between + Forth,
        ({ State: DeliveryState.Waiting }, true) => Listed + IsOpen + Between + Back,
        ({ State: DeliveryState.Dead } or { Reason: not null }, false) => Listed + IsDead + Between + Forth,
        ({ State: DeliveryState.Dead } or { Reason: not null }, true) => Listed + IsDead + Between + Back,
        (_, false) => Listed + Between + Forth,
        (_, true) => Listed + Between + Back,
    };

    private static SqliteRows Rows(SqliteSession session, DeliveryFilter filter, in ListBounds bounds)
    {
        var statement = session.Statement(StatementFor(filter))
            .Bind(1, bounds.Low.Received).Bind(2, bounds.Low.Number)
            .Bind(3, bounds.High.Received).Bind(4, bounds.High.Number)
            .Bind(5, MostLookedAt + 1);
        return (filter.EventId is null ? statement : statement.Bind(6, SqliteEvents.Hash(filter.EventId))).Rows();
    }

    /// <summary>The event, if it is one that is asked for.</summary>
    private static StoredEvent? Matching(SqliteSession session, DeliveryFilter filter, long seq, string route)
    {
        var listed = SqliteEvents.Read(session, seq, route, withContent: false);
        return (filter.EventId ?? listed.EventId) == listed.EventId && (filter.EventType ?? listed.EventType) == listed.EventType
            ? listed
            : null;
    }
}
