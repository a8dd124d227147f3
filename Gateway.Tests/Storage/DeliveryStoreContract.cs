using System.Text;
using Gateway.Storage;
using Gateway.Storage.Deliveries;
using Gateway.Storage.Memory;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage;

/// <summary>What every store of deliveries promises. Each test has a route of its own: the store may be shared by them.</summary>
public abstract partial class DeliveryStoreContract
{
    private static readonly Guid Unknown = Guid.Parse("01980000-0000-7000-8000-000000000000");
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TimeToLive = TimeSpan.FromDays(7);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(150);
    private static readonly ReadOnlyMemory<byte> Attempts = "first attempt"u8.ToArray();

    private readonly string _route = Unique.Name("orders");
    private int _events;

    private protected abstract IDeliveryQueue Queue { get; }

    /// <summary>Of the same store.</summary>
    private protected abstract IDeliveryArchive Archive { get; }

    /// <summary>On the same data: what was accepted is processed there, what is in flight there is in flight here.</summary>
    private protected abstract IClaimStore Claims { get; }

    private protected virtual TimeProvider Clock => TimeProvider.System;

    // Redis ends times in whole milliseconds, of a clock of its own.
    private static TimeSpan Tolerance => TimeSpan.FromMilliseconds(2);

    private QueueName Erp => new(_route, "erp");

    private QueueName Crm => new(_route, "crm");

    /// <summary>Lets a time pass, of the store's clock: it is moved, or seen to move.</summary>
    private protected virtual Task PassAsync(TimeSpan time)
    {
        var since = Clock.GetTimestamp();
        return Eventually.IsTrueAsync(() => Task.FromResult(Clock.GetElapsedTime(since) >= time), $"{time} have passed");
    }

    [Fact]
    public async Task What_was_accepted_is_handed_out_delivered_and_never_seen_again()
    {
        var accepted = await AcceptedAsync();

        var taken = Assert.Single(await TakeAsync(Erp));
        await SettleAsync(taken, DeliveryState.Delivered);

        Assert.Equal(Erp, taken.Queue);
        Assert.Equal(1, taken.Takes);
        Assert.True(taken.History.IsEmpty);
        AssertSame(accepted, taken.Event);
        Assert.Empty(await TakeAsync(Erp));
    }

    [Fact]
    public async Task Nothing_is_handed_out_of_a_queue_that_nobody_has_heard_of() =>
        Assert.Empty(await TakeAsync(new QueueName(_route, "nowhere")));

    [Fact]
    public async Task Every_destination_has_its_own_progress()
    {
        var accepted = await AcceptedAsync(destinations: ["erp", "crm"]);

        await SettleAsync(Assert.Single(await TakeAsync(Erp)), DeliveryState.Delivered);
        var atCrm = Assert.Single(await TakeAsync(Crm));
        await SettleAsync(atCrm, DeliveryState.Dead, reason: "attempts_exhausted");

        AssertSame(accepted, atCrm.Event);
        Assert.Empty(await TakeAsync(Erp));
        Assert.Equal(DeliveryState.Delivered, await StateAsync(accepted.Id, "erp"));
        Assert.Equal(DeliveryState.Dead, await StateAsync(accepted.Id, "crm"));
    }

    [Fact]
    public async Task Of_200_accepts_at_once_with_one_id_one_is_accepted()
    {
        var claim = NewClaim();
        var accepts = Enumerable.Range(0, 200)
            .Select(_ => NewEvent())
            .Select(received => Task.Run(() => AcceptAsync(received, claim with { Owner = ClaimOwner.Next() })));

        var states = await Task.WhenAll(accepts);

        Assert.Single(states, AcceptState.Accepted);
        Assert.Equal(199, states.Count(state => state == AcceptState.Processed));
        Assert.Single(await TakeAsync(Erp));
    }

    [Fact]
    public async Task A_delivery_is_handed_out_once_to_many_who_ask_at_once()
    {
        var accepted = new HashSet<Guid>();
        for (var count = 0; count < 60; count++)
        {
            accepted.Add((await AcceptedAsync()).Id);
        }

        var takes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => TakeAsync(Erp, atMost: 7))));

        var taken = takes.SelectMany(deliveries => deliveries).Select(delivery => delivery.Event.Id).ToList();
        Assert.Equal(60, taken.Count);
        Assert.Equal(accepted, [.. taken]);
    }

    [Fact]
    public async Task No_more_is_handed_out_than_was_asked_for()
    {
        for (var count = 0; count < 5; count++)
        {
            await AcceptedAsync();
        }

        Assert.Equal(3, (await TakeAsync(Erp, atMost: 3)).Count);
        Assert.Equal(2, (await TakeAsync(Erp, atMost: 3)).Count);
    }

    private protected StoredEvent NewEvent(string content = "{}") => NewEvent(Encoding.UTF8.GetBytes(content));

    /// <summary>Each is received a millisecond behind the one before.</summary>
    private protected StoredEvent NewEvent(ReadOnlyMemory<byte> content)
    {
        var now = Clock.GetUtcNow();
        var received = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond)).AddMilliseconds(Interlocked.Increment(ref _events));
        return new StoredEvent { Id = Guid.CreateVersion7(received), Route = _route, ReceivedAt = received, Content = content };
    }

    private protected Claim NewClaim(TimeSpan? timeToLive = null) => new(
        new MemoryClaimStore(Clock), new ClaimKey(_route, Unique.Number(), Unique.Number()), ClaimOwner.Next(), timeToLive ?? TimeToLive, Lease, Clock.GetTimestamp());

    private protected async Task<AcceptState> AcceptAsync(
        StoredEvent received, Claim? claim = null, UInt128? orderKey = null, long maxOpen = long.MaxValue, string[]? destinations = null) =>
        await Queue.AcceptAsync(
            new Acceptance(received, destinations ?? ["erp"]) { Claim = claim, OrderKey = orderKey, MaxOpen = maxOpen },
            CancellationToken.None);

    private protected async Task<StoredEvent> AcceptedAsync(UInt128? orderKey = null, string[]? destinations = null, StoredEvent? received = null)
    {
        received ??= NewEvent();
        Assert.Equal(AcceptState.Accepted, await AcceptAsync(received, orderKey: orderKey, destinations: destinations));
        await PassAsync(TimeSpan.FromMilliseconds(1)); // So that it is due before what comes later.
        return received;
    }

    private protected async Task<IReadOnlyList<TakenDelivery>> TakeAsync(QueueName queue, int atMost = 100, TimeSpan? lease = null) =>
        await Queue.TakeAsync(queue, atMost, lease ?? Lease, CancellationToken.None);

    private protected async Task SettleAsync(
        TakenDelivery taken, DeliveryState state, TimeSpan after = default, string? reason = null, ReadOnlyMemory<byte>? history = null) =>
        await Queue.SettleAsync(
            new DeliverySettlement(taken, state, history ?? Attempts)
            {
                After = after,
                Reason = state == DeliveryState.Dead ? reason ?? "attempts_exhausted" : null,
            },
            CancellationToken.None);

    /// <summary>Accepts, takes and settles one.</summary>
    private protected async Task<StoredEvent> OverAsync(DeliveryState state, StoredEvent? received = null, string? reason = null)
    {
        var accepted = await AcceptedAsync(received: received);
        await SettleAsync(Assert.Single(await TakeAsync(Erp)), state, reason: reason);
        await PassAsync(TimeSpan.FromMilliseconds(1)); // So that it was settled before what comes later.
        return accepted;
    }

    private protected async Task<DeliveryRecord?> FindAsync(Guid id, string destination)
    {
        var found = await Archive.FindAsync(id, CancellationToken.None);
        return found?.Deliveries.SingleOrDefault(delivery => delivery.Destination == destination);
    }

    private protected async Task<DeliveryState> StateAsync(Guid id, string destination = "erp") =>
        (await FindAsync(id, destination))?.State ?? DeliveryState.None;

    private protected async Task<QueueStatus?> StatusAsync(QueueName queue) =>
        (await Queue.StatusAsync(CancellationToken.None)).SingleOrDefault(status => status.Queue == queue);

    /// <summary>Takes one as soon as there is one, and says how long that took.</summary>
    private protected async Task<(TakenDelivery Taken, TimeSpan Waited)> EventuallyTakenAsync(QueueName queue)
    {
        var asked = Clock.GetTimestamp();
        IReadOnlyList<TakenDelivery> taken = [];
        await Eventually.IsTrueAsync(
            async () =>
            {
                taken = await TakeAsync(queue);
                if (taken.Count == 0)
                {
                    await PassAsync(TimeSpan.FromMilliseconds(10));
                }

                return taken.Count > 0;
            },
            "a delivery can be taken");
        return (Assert.Single(taken), Clock.GetElapsedTime(asked));
    }

    private protected static void AssertSame(StoredEvent expected, StoredEvent actual, bool withContent = true)
    {
        Assert.Equal(expected with { Content = default }, actual with { Content = default });
        Assert.Equal(withContent ? expected.Content.ToArray() : [], actual.Content.ToArray());
    }
}
