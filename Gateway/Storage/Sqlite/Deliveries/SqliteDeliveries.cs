using System.Buffers.Binary;
using Gateway.Storage.Deliveries;
using Gateway.Storage.Sqlite.Claims;

namespace Gateway.Storage.Sqlite.Deliveries;

/// <summary>The table of deliveries. Its methods are part of the transaction they are called in.</summary>
internal sealed partial class SqliteDeliveries(SqliteClaims claims, SqliteClock clock)
{
    private const string Insert =
        """
        INSERT INTO delivery
            (event, queue, state, due, queued, takes, order_key, received, bytes, event_hash, history, spare)
        VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?7, ?8, ?9, zeroblob(0), zeroblob(200))
        """;

    private const string FirstOfKey =
        """
        SELECT seq, queued FROM delivery WHERE queue = ?1 AND order_key = ?2 AND state < 3 AND order_key IS NOT NULL
        ORDER BY queued LIMIT 1
        """;

    private const string Find =
        """
        SELECT delivery.seq, queue.id, state, queued, takes, bytes, order_key
        FROM event CROSS JOIN queue CROSS JOIN delivery ON delivery.event = event.seq AND delivery.queue = queue.id
        WHERE event.id = ?1 AND queue.route = ?2 AND queue.destination = ?3
        """;

    private const string FindOfRoute =
        """
        SELECT delivery.seq, queue, state, queued, takes, bytes, order_key
        FROM event CROSS JOIN delivery ON delivery.event = event.seq CROSS JOIN queue ON queue.id = delivery.queue
        WHERE event.id = ?1 AND queue.destination = ?2
        """;

    private const string LastQueued =
        """
        SELECT max((SELECT max(queued) FROM delivery WHERE queue = queue.id AND state < 3)) FROM queue
        """;

    private const string HandBackTaken = "UPDATE delivery SET state = 0, due = min(queued, ?1) WHERE state = 1";

    private long _lastQueued;

    /// <summary>When the file is opened: nobody holds anything any more.</summary>
    public void Resume(SqliteSession session)
    {
        _lastQueued = session.Statement(LastQueued).Number() ?? 0;
        session.Begin();
        session.Statement(HandBackTaken).Bind(1, clock.Now).Execute();
        session.Commit();
    }

    /// <summary>The claim, the event and its deliveries, or nothing at all.</summary>
    public AcceptState Accept(SqliteSession session, Acceptance acceptance)
    {
        var added = acceptance.Event;
        if (acceptance.Claim is { } seen && claims.Find(session, seen.Key) is var state and not ClaimState.Claimed)
        {
            return state == ClaimState.InFlight ? AcceptState.InFlight : AcceptState.Processed;
        }

        if (SqliteEvents.Find(session, added.Id) is not null)
        {
            return AcceptState.Processed; // Asked for again.
        }

        if (!HasRoom(session, acceptance))
        {
            return AcceptState.Full;
        }

        if (acceptance.Claim is { } claim)
        {
            claims.Complete(claim.Key, claim.TimeToLive);
        }

        var seq = SqliteEvents.Add(session, added, acceptance.Destinations.Count);
        var hash = SqliteEvents.Hash(added.EventId);
        foreach (var destination in acceptance.Destinations)
        {
            Add(session, acceptance, seq, hash, SqliteQueues.FindOrAdd(session, new QueueName(added.Route, destination)));
        }

        return AcceptState.Accepted;
    }

    private static bool HasRoom(SqliteSession session, Acceptance acceptance)
    {
        foreach (var destination in acceptance.Destinations)
        {
            if (SqliteQueues.Open(session, new QueueName(acceptance.Event.Route, destination)) >= acceptance.MaxOpen)
            {
                return false;
            }
        }

        return session.TryFindRoom(acceptance.Event.Content.Length);
    }

    private static (long Seq, long Queued)? First(SqliteSession session, long queue, ReadOnlySpan<byte> orderKey)
    {
        using var rows = session.Statement(FirstOfKey).Bind(1, queue).Bind(2, orderKey).Rows();
        return rows.Next() ? (rows.Number(0), rows.Number(1)) : null;
    }

    private static StoredDelivery? Read(SqliteStatement statement)
    {
        using var rows = statement.Rows();
        return rows.Next()
            ? new StoredDelivery(
                rows.Number(0), rows.Number(1), (StoredState)rows.Number(2), rows.Number(3), (int)rows.Number(4),
                rows.Number(5), rows.BytesOrNull(6))
            : null;
    }

    private void Add(SqliteSession session, Acceptance acceptance, long seq, long? hash, long queue)
    {
        var now = clock.Now;
        Span<byte> key = stackalloc byte[16];
        var isBehind = false;
        if (acceptance.OrderKey is { } orderKey)
        {
            BinaryPrimitives.WriteUInt128BigEndian(key, orderKey);
            isBehind = First(session, queue, key) is not null;
        }

        var statement = session.Statement(Insert)
            .Bind(1, seq).Bind(2, queue).Bind(3, (long)(isBehind ? StoredState.Behind : StoredState.Waiting))
            .Bind(4, now).Bind(5, NextQueued(now))
            .Bind(7, Microseconds.Of(acceptance.Event.ReceivedAt)).Bind(8, acceptance.Event.Content.Length).Bind(9, hash);
        (acceptance.OrderKey is null ? statement.Bind(6, (long?)null) : statement.Bind(6, key)).Execute();
        SqliteQueues.Count(session, queue, QueueChange.Of(StoredState.Waiting, 1, 0));
    }

    /// <summary>No two are the same, and a later one is greater: turns go by it.</summary>
    private long NextQueued(long now) => _lastQueued = Math.Max(now, _lastQueued + 1);
}
