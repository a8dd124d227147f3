using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Sqlite.Deliveries;

internal sealed partial class SqliteDeliveries
{
    private const string NextDue =
        """
        SELECT seq, event, queued, takes, history, bytes FROM delivery WHERE queue = ?1 AND state < 2 AND due <= ?2
        ORDER BY due, seq LIMIT 1
        """;

    private const string Take = "UPDATE delivery SET state = 1, due = ?2, takes = takes + 1 WHERE seq = ?1";

    private const string Return = "UPDATE delivery SET state = 0, due = ?3 WHERE seq = ?1 AND takes = ?2 AND state = 1";

    private const string Prolong = "UPDATE delivery SET due = ?2 WHERE seq = ?1";

    private const string Wait = "UPDATE delivery SET state = 0, due = ?2, history = coalesce(?3, history), spare = NULL WHERE seq = ?1";

    private const string End =
        "UPDATE delivery SET state = ?2, due = ?3, reason = ?4, history = coalesce(?5, history), spare = NULL WHERE seq = ?1";

    private const string HandOn = "UPDATE delivery SET state = 0, due = min(queued, ?2) WHERE seq = ?1";

    private const string Reopen =
        "UPDATE delivery SET state = ?2, due = ?3, queued = ?4, reason = NULL WHERE seq = ?1";

    public List<TakenDelivery> TakeDue(SqliteSession session, in QueueName name, int atMost, TimeSpan lease)
    {
        List<TakenDelivery> taken = [];
        if (SqliteQueues.Find(session, name) is not { } queue)
        {
            return taken;
        }

        var now = clock.Now;
        var leaseEnd = Math.Max(clock.After(lease), now + 1); // Or it would be taken again right here.
        var room = TakenDelivery.MostContents; // Others wait for the writer while contents are read.
        while (taken.Count < atMost && TakeNext(session, queue, name, now, leaseEnd, room) is { } next)
        {
            taken.Add(next);
            room -= next.Event.Content.Length;
        }

        return taken;
    }

    /// <summary>Gives back what nobody was told to have taken.</summary>
    public void GiveBack(SqliteSession session, TakenDelivery taken)
    {
        if (Read(session, taken.Event.Id, taken.Queue) is { } delivery)
        {
            session.Statement(Return).Bind(1, delivery.Seq).Bind(2, taken.Takes).Bind(3, clock.Now).Execute();
        }
    }

    /// <summary>Prolongs the lease of one that nobody else has taken since.</summary>
    public void Renew(SqliteSession session, TakenDelivery taken, TimeSpan lease)
    {
        if (Read(session, taken.Event.Id, taken.Queue) is { State: StoredState.Taken } delivery
            && delivery.Takes == taken.Takes && delivery.Queued == Microseconds.Of(taken.QueuedAt))
        {
            session.Statement(Prolong).Bind(1, delivery.Seq).Bind(2, clock.After(lease)).Execute();
        }
    }

    public void Settle(SqliteSession session, DeliverySettlement settlement)
    {
        var taken = settlement.Delivery;
        if (Read(session, taken.Event.Id, taken.Queue) is not { } delivery || delivery.Queued != Microseconds.Of(taken.QueuedAt))
        {
            return; // Removed, or redelivered since.
        }

        if (settlement.State == DeliveryState.Delivered)
        {
            if (delivery.State != StoredState.Delivered)
            {
                Finish(session, delivery, StoredState.Delivered, settlement);
            }
        }
        else if (delivery.State == StoredState.Taken && delivery.Takes == taken.Takes)
        {
            if (settlement.State == DeliveryState.Dead)
            {
                Finish(session, delivery, StoredState.Dead, settlement);
            }
            else
            {
                Keep(session.Statement(Wait).Bind(1, delivery.Seq).Bind(2, clock.After(settlement.After)), 3, session, settlement).Execute();
            }
        }
    }

    /// <summary>False if there is none that is over.</summary>
    public bool Redeliver(SqliteSession session, Guid id, string destination)
    {
        Span<byte> name = stackalloc byte[16];
        id.TryWriteBytes(name, bigEndian: true, out _);
        if (Read(session.Statement(FindOfRoute).Bind(1, name).Bind(2, destination)) is not { IsOver: true } delivery)
        {
            return false;
        }

        var now = clock.Now;
        var isBehind = delivery.OrderKey is { } key && First(session, delivery.Queue, key) is not null;
        session.Statement(Reopen)
            .Bind(1, delivery.Seq).Bind(2, (long)(isBehind ? StoredState.Behind : StoredState.Waiting))
            .Bind(3, now).Bind(4, NextQueued(Math.Max(now, delivery.Queued + 1)))
            .Execute();
        SqliteQueues.Count(
            session, delivery.Queue, QueueChange.Of(delivery.State, -1, delivery.Bytes) + QueueChange.Of(StoredState.Waiting, 1, 0));
        return true;
    }

    private static TakenDelivery? TakeNext(SqliteSession session, long queue, in QueueName name, long now, long leaseEnd, int room)
    {
        using var rows = session.Statement(NextDue).Bind(1, queue).Bind(2, now).Rows();
        if (!rows.Next())
        {
            return null;
        }

        var length = (int)rows.Number(5);
        var comesAlong = length <= Math.Min(room, TakenDelivery.MostContent);
        var stored = SqliteEvents.Read(session, rows.Number(1), name.Route, withContent: comesAlong);
        var taken = new TakenDelivery(name, stored, Microseconds.At(rows.Number(2)), (int)rows.Number(3) + 1, rows.Bytes(4))
        {
            ContentLength = length,
        };
        session.Statement(Take).Bind(1, rows.Number(0)).Bind(2, leaseEnd).Execute();
        return taken;
    }

    private static StoredDelivery? Read(SqliteSession session, Guid id, in QueueName queue)
    {
        Span<byte> name = stackalloc byte[16];
        id.TryWriteBytes(name, bigEndian: true, out _);
        return Read(session.Statement(Find).Bind(1, name).Bind(2, queue.Route).Bind(3, queue.Destination));
    }

    /// <summary>The history, unless there is no room: that an attempt has ended is worth more than how.</summary>
    private static SqliteStatement Keep(SqliteStatement statement, int parameter, SqliteSession session, DeliverySettlement settlement) =>
        session.TryFindSpareRoom(settlement.History.Length)
            ? statement.Bind(parameter, settlement.History.Span)
            : statement.Bind(parameter, (long?)null);

    private void Finish(SqliteSession session, StoredDelivery delivery, StoredState state, DeliverySettlement settlement)
    {
        var now = clock.Now;
        Keep(
            session.Statement(End).Bind(1, delivery.Seq).Bind(2, (long)state).Bind(3, now).Bind(4, settlement.Reason),
            5, session, settlement).Execute();
        SqliteQueues.Count(
            session, delivery.Queue, QueueChange.Of(delivery.State, -1, delivery.Bytes) + QueueChange.Of(state, 1, delivery.Bytes));

        // What is dead has handed the turn on already.
        if (!delivery.IsOver && delivery.OrderKey is { } key && First(session, delivery.Queue, key) is { } next)
        {
            session.Statement(HandOn).Bind(1, next.Seq).Bind(2, now).Execute();
        }
    }
}
