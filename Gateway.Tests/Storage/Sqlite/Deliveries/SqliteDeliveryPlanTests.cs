using Gateway.Storage.Deliveries;
using Gateway.Storage.Sqlite;
using Gateway.Storage.Sqlite.Claims;
using Gateway.Storage.Sqlite.Deliveries;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Sqlite.Deliveries;

/// <summary>However many deliveries are kept, nothing looks through them: told from what SQLite means to do.</summary>
public sealed class SqliteDeliveryPlanTests : IAsyncLifetime
{
    private readonly DatabaseFolder _folder = new();
    private SqliteSession _session = null!;

    public Task InitializeAsync()
    {
        _session = _folder.Visit();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _session.Dispose();
        await _folder.DisposeAsync();
    }

    [Fact]
    public void Every_statement_finds_its_rows_by_an_index_and_sorts_none()
    {
        DoEverything();

        var plans = _session.Statements.Where(Reads).ToList().ToDictionary(statement => statement, Plan);

        Assert.InRange(plans.Count, 30, 100);
        Assert.DoesNotContain(plans, plan => plan.Value.Contains("SCAN", StringComparison.Ordinal) && !IsOfFew(plan.Value));
        Assert.DoesNotContain(plans, plan => plan.Value.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("state < 2", "delivery_due (queue=? AND due<?)")]
    [InlineData("order_key = ?2", "delivery_turn (queue=? AND order_key=?)")]
    [InlineData("state = 3 ORDER", "delivery_delivered (queue=?)")]
    [InlineData("state = 4 ORDER", "delivery_dead (queue=?)")]
    [InlineData("event_hash = ?6", "delivery_listed_id (event_hash=? AND received>? AND received<?)")]
    [InlineData("WHERE state < 3 AND (received", "delivery_listed_open (received>? AND received<?)")]
    [InlineData("WHERE state = 4 AND (received", "delivery_listed_dead (received>? AND received<?)")]
    [InlineData("WHERE (received", "delivery_listed (received>? AND received<?)")]
    public void What_is_asked_for_is_all_that_is_looked_at(string part, string index)
    {
        DoEverything();

        var plans = _session.Statements.Where(Reads).Where(statement => statement.Contains(part, StringComparison.Ordinal)).ToList().Select(Plan).ToList();

        Assert.NotEmpty(plans);
        Each.Is(plans, plan => Assert.Contains(index, plan, StringComparison.Ordinal));
    }

    /// <summary>Of queues there are as many as routes have destinations; of what is taken, as many as attempts.</summary>
    private static bool IsOfFew(string plan) =>
        plan.Split('\n').Where(step => step.StartsWith("SCAN", StringComparison.Ordinal)).All(step =>
            step.StartsWith("SCAN queue", StringComparison.Ordinal) || step.EndsWith("USING INDEX delivery_taken", StringComparison.Ordinal));

    private static bool Reads(string statement) =>
        !statement.StartsWith("EXPLAIN", StringComparison.Ordinal) && !statement.StartsWith("PRAGMA", StringComparison.Ordinal)
        && !statement.StartsWith("BEGIN", StringComparison.Ordinal) && statement is not "COMMIT";

    private string Plan(string statement)
    {
        using var rows = _session.Statement("EXPLAIN QUERY PLAN " + statement).Rows();
        var plan = "";
        while (rows.Next())
        {
            plan += rows.Text(3) + "\n";
        }

        return plan;
    }

    private void DoEverything()
    {
        var clock = new SqliteClock(TimeProvider.System, 0);
        var deliveries = new SqliteDeliveries(new SqliteClaims(clock, new ClaimsBehind(TimeSpan.FromSeconds(1), TimeProvider.System, () => { })), clock);
        deliveries.Resume(_session);
        _session.Begin();
        var acceptance = DeliveryScene.Acceptance(DeliveryScene.Event()) with { OrderKey = 1, Claim = DeliveryScene.Claim(1) };
        Assert.Equal(AcceptState.Accepted, deliveries.Accept(_session, acceptance));
        deliveries.Accept(_session, DeliveryScene.Acceptance(DeliveryScene.Event()) with { OrderKey = 1 });
        Settle(deliveries, DeliveryState.Waiting);
        Settle(deliveries, DeliveryState.Dead);
        Settle(deliveries, DeliveryState.Delivered);
        deliveries.GiveBack(_session, new TakenDelivery(DeliveryScene.Erp, acceptance.Event, default, 1, default));
        Assert.True(deliveries.Redeliver(_session, acceptance.Event.Id, "erp"));
        Settle(deliveries, DeliveryState.Delivered);
        Assert.True(deliveries.Redeliver(_session, acceptance.Event.Id, "erp"));
        Settle(deliveries, DeliveryState.Dead);
        foreach (var filter in (DeliveryFilter[])[new(), new() { State = DeliveryState.Waiting }, new() { Reason = "refused" }, new() { EventId = "evt_1" }])
        {
            SqliteDeliveries.List(_session, filter, ListBounds.Of(filter, after: null), 10);
            SqliteDeliveries.List(_session, filter with { NewestFirst = true }, ListBounds.Of(filter, after: null), 10);
        }

        SqliteDeliveries.FindEvent(_session, acceptance.Event.Id);
        SqliteQueues.Status(_session);
        Assert.Equal(1, deliveries.Remove(_session, new Retention(DeliveryScene.Erp, DeliveryState.Delivered, TimeSpan.Zero, 0), 10));
        Assert.Equal(1, deliveries.Remove(_session, new Retention(DeliveryScene.Erp, DeliveryState.Dead, TimeSpan.Zero, 0), 10));
        _session.Commit();
    }

    private void Settle(SqliteDeliveries deliveries, DeliveryState state)
    {
        var taken = Assert.Single(deliveries.TakeDue(_session, DeliveryScene.Erp, 10, TimeSpan.FromHours(1)));
        deliveries.Settle(_session, new DeliverySettlement(taken, state, default));
    }
}
