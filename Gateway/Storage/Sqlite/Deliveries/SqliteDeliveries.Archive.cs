using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Sqlite.Deliveries;

internal sealed partial class SqliteDeliveries
{
    private const string OldestDelivered =
        "SELECT seq, event, bytes, due FROM delivery WHERE queue = ?1 AND state = 3 ORDER BY due, seq LIMIT 1";

    private const string OldestDead =
        "SELECT seq, event, bytes, due FROM delivery WHERE queue = ?1 AND state = 4 ORDER BY due, seq LIMIT 1";

    private const string Delete = "DELETE FROM delivery WHERE seq = ?1";

    private const string SelectOfEvent =
        """
        SELECT state, queued, due, reason, bytes, history, queue FROM delivery WHERE event = ?1
        """;

    /// <summary>The event with its deliveries; null if it is not kept.</summary>
    public static EventRecord? FindEvent(SqliteSession session, Guid id)
    {
        if (SqliteEvents.Find(session, id) is not { } seq)
        {
            return null;
        }

        var names = SqliteQueues.Names(session, route: null, destination: null);
        List<DeliveryRecord> deliveries = [];
        StoredEvent? listed = null;
        using (var rows = session.Statement(SelectOfEvent).Bind(1, seq).Rows())
        {
            while (rows.Next())
            {
                var name = names[rows.Number(6)];
                listed ??= SqliteEvents.Read(session, seq, name.Route, withContent: false);
                deliveries.Add(Record(rows, listed, name.Destination));
            }
        }

        deliveries.Sort(static (one, other) => string.CompareOrdinal(one.Destination, other.Destination));
        var length = deliveries[0].Bytes;
        return new EventRecord(
            SqliteEvents.Read(session, seq, listed!.Route, withContent: length <= TakenDelivery.MostContent), deliveries)
        {
            ContentLength = length,
        };
    }

    /// <summary>False if the event is not kept, or its content has another length.</summary>
    public static bool TryReadContent(SqliteSession session, Guid id, Span<byte> destination) =>
        SqliteEvents.Find(session, id) is { } seq && SqliteEvents.TryReadContent(session, seq, destination);

    /// <summary>Removes what exceeds the retention, the oldest first. Returns how many; fewer than that: nothing is left.</summary>
    public int Remove(SqliteSession session, Retention retention, int atMost)
    {
        if (SqliteQueues.Find(session, retention.Queue) is not { } queue)
        {
            return 0;
        }

        var state = retention.State == DeliveryState.Dead ? StoredState.Dead : StoredState.Delivered;
        var settledBy = clock.Now - Microseconds.Of(retention.Age);
        var bytes = SqliteQueues.Bytes(session, queue, state);
        var removed = 0;
        var removedBytes = 0L;
        while (removed < atMost && RemoveOldest(session, queue, state, settledBy, bytes - removedBytes > retention.Bytes) is { } freed)
        {
            removed++;
            removedBytes += freed;
        }

        if (removed > 0)
        {
            SqliteQueues.Count(session, queue, state == StoredState.Dead
                ? new QueueChange(0, -removed, -removedBytes, 0, 0)
                : new QueueChange(0, 0, 0, -removed, -removedBytes));
            SqliteQueues.RemoveIfEmpty(session, queue);
        }

        return removed;
    }

    /// <summary>False if there is none that is dead.</summary>
    public bool Discard(SqliteSession session, Guid id, string destination)
    {
        Span<byte> name = stackalloc byte[16];
        id.TryWriteBytes(name, bigEndian: true, out _);
        if (Read(session.Statement(FindOfRoute).Bind(1, name).Bind(2, destination)) is not { State: StoredState.Dead } delivery)
        {
            return false;
        }

        long of;
        using (var rows = session.Statement("SELECT event FROM delivery WHERE seq = ?1").Bind(1, delivery.Seq).Rows())
        {
            rows.Next();
            of = rows.Number(0);
        }

        session.Statement(Delete).Bind(1, delivery.Seq).Execute();
        SqliteEvents.Forget(session, of);
        SqliteQueues.Count(session, delivery.Queue, QueueChange.Of(delivery.State, -1, delivery.Bytes));
        SqliteQueues.RemoveIfEmpty(session, delivery.Queue);
        return true;
    }

    /// <summary>From the columns state, queued, due, reason, bytes and history.</summary>
    private static DeliveryRecord Record(SqliteRows rows, StoredEvent listed, string destination) =>
        new(listed, destination, Shown((StoredState)rows.Number(0)))
        {
            QueuedAt = Microseconds.At(rows.Number(1)),
            At = (StoredState)rows.Number(0) == StoredState.Behind ? null : Microseconds.At(rows.Number(2)),
            Reason = rows.TextOrNull(3),
            Bytes = (int)rows.Number(4),
            History = rows.Bytes(5),
        };

    private static DeliveryState Shown(StoredState state) => state switch
    {
        StoredState.Delivered => DeliveryState.Delivered,
        StoredState.Dead => DeliveryState.Dead,
        _ => DeliveryState.Waiting,
    };

    /// <summary>Returns its bytes; null if there is none, or it is to be kept.</summary>
    private static long? RemoveOldest(SqliteSession session, long queue, StoredState state, long settledBy, bool isTooMuch)
    {
        long seq, of, bytes;
        using (var rows = session.Statement(state == StoredState.Dead ? OldestDead : OldestDelivered).Bind(1, queue).Rows())
        {
            if (!rows.Next() || (!isTooMuch && rows.Number(3) > settledBy))
            {
                return null;
            }

            (seq, of, bytes) = (rows.Number(0), rows.Number(1), rows.Number(2));
        }

        session.Statement(Delete).Bind(1, seq).Execute();
        SqliteEvents.Forget(session, of);
        return bytes;
    }
}
