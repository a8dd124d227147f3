using Gateway.Storage.Deliveries;
using Gateway.Storage.Memory;
using Gateway.Storage.Memory.Deliveries;
using Gateway.Storage.Redis;
using Gateway.Storage.Redis.Deliveries;
using Gateway.Storage.Sqlite.Deliveries;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Xunit.Abstractions;

namespace Gateway.Tests.Storage;

/// <summary>Two parties take, renew and settle one delivery while leases end: in every order, against the specification.</summary>
public sealed class DeliveryInterleavingTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private static readonly string[] Steps =
    [
        "end of lease", "A takes", "B takes", "A renews", "B renews", "A puts back", "B puts back", "A delivers", "B delivers", "A gives up",
        "B gives up",
    ];

    // In Redis: what is taken is due, as if its lease had ended, and nobody has been silent.
    private static readonly RedisScript EndLease = new(
        """
        local due = KEYS[1] .. ':due:erp'
        for _, id in ipairs(redis.call('ZRANGE', due, 0, -1)) do
          redis.call('ZADD', due, 1, id)
        end
        return redis.call('DEL', KEYS[1] .. ':pulse:erp')
        """);

    [Fact]
    public async Task In_memory()
    {
        var clock = TestClock.New();
        await EveryOrderAsync(new MemoryDeliveryStore(new MemoryClaimStore(clock), clock, long.MaxValue), 5, _ => PassAsync(clock));
    }

    [Fact]
    public async Task In_a_file()
    {
        await using var folder = new DatabaseFolder();
        var clock = TestClock.New();
        await EveryOrderAsync(new SqliteDeliveryStore(folder.Open(clock)), 4, _ => PassAsync(clock));
    }

    [Fact]
    public async Task In_Redis()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var commands = new RedisCommands(
            new() { Configuration = redis.Configuration, Timeout = TimeSpan.FromSeconds(20) }, TimeProvider.System);
        var keys = new RedisKeys(commands.KeyPrefix);
        await EveryOrderAsync(new RedisDeliveryStore(commands), 4, async routes => await Task.WhenAll(routes.Select(route =>
            EndLease.EvaluateAsync(commands, [keys.Queues(route)], [], default).AsTask())));
    }

    private static Task PassAsync(FakeTimeProvider clock)
    {
        clock.Advance(Lease);
        return Task.CompletedTask;
    }

    private async Task EveryOrderAsync<TStore>(TStore store, int length, Func<IReadOnlyList<string>, Task> endLeasesAsync)
        where TStore : IDeliveryQueue, IDeliveryArchive
    {
        // Before the first take nothing happens, and the parties are alike.
        var sequences = Interleavings.Of(Steps.Length, length - 1).Select(sequence => (int[])[1, .. sequence]).ToList();
        output.WriteLine($"{sequences.Count} sequences of {length} steps");
        List<string> differences = [];
        foreach (var together in sequences.GroupBy(sequence => string.Concat(sequence.Select(step => step == 0 ? '0' : '-'))))
        {
            var runs = together.Select(sequence => new Run(sequence, store)).ToList();
            await Task.WhenAll(runs.Select(run => run.BeginAsync()));
            for (var at = 0; at < length; at++)
            {
                if (together.Key[at] == '0')
                {
                    await endLeasesAsync([.. runs.Select(run => run.Route)]);
                    runs.ForEach(run => run.Model.EndLease());
                }
                else
                {
                    await Task.WhenAll(runs.Select(run => run.StepAsync(at)));
                }
            }

            await Task.WhenAll(runs.Select(run => run.EndAsync(store)));
            differences.AddRange(runs.SelectMany(run => run.Differences));
        }

        Assert.Empty(differences);
    }

    /// <summary>One sequence, with a queue of its own.</summary>
    private sealed class Run(int[] sequence, IDeliveryQueue store)
    {
        private readonly TakenDelivery?[] _held = new TakenDelivery?[2];
        private readonly List<string> _differences = [];
        private readonly Guid _event = Guid.CreateVersion7();

        public string Route { get; } = Unique.Name("orders");

        public DeliveryModel Model { get; } = new();

        public IEnumerable<string> Differences => _differences;

        private QueueName Queue => new(Route, "erp");

        public async Task BeginAsync() => await store.AcceptAsync(
            new Acceptance(new() { Id = _event, Route = Route, ReceivedAt = TestClock.Start, Content = new byte[1] }, ["erp"]), default);

        public async Task StepAsync(int at)
        {
            var (step, party) = Math.DivRem(sequence[at] - 1, 2);
            if (step == 0)
            {
                var taken = (await store.TakeAsync(Queue, 1, Lease, default)).SingleOrDefault();
                _held[party] = taken ?? _held[party];
                Expect(Model.Take(party), taken?.Takes ?? 0, at);
            }
            else if (_held[party] is { } held && step == 1)
            {
                await store.RenewAsync(Queue, [held], Lease, default);
                Model.Renew(party);
            }
            else if (_held[party] is { } settled)
            {
                var state = step switch
                {
                    2 => DeliveryState.Waiting,
                    3 => DeliveryState.Delivered,
                    _ => DeliveryState.Dead,
                };
                await store.SettleAsync(
                    new DeliverySettlement(settled, state, default) { Reason = state == DeliveryState.Dead ? "given_up" : null }, default);
                Model.Settle(party, state);
            }
        }

        /// <summary>Where it stands, and whether it can be taken.</summary>
        public async Task EndAsync(IDeliveryArchive archive)
        {
            // Redis asks all routes for an event, and the others look at all events for a route.
            var found = archive is RedisDeliveryStore
                ? (await archive.ListAsync(new DeliveryFilter { Route = Route }, after: null, 2, default)).Deliveries
                : (await archive.FindAsync(_event, default))!.Deliveries;
            Expect(Model.State, Assert.Single(found).State, sequence.Length - 1);
            var taken = await store.TakeAsync(Queue, 1, Lease, default);
            Expect(Model.Take(0) > 0 ? 1 : 0, taken.Count, sequence.Length - 1);
        }

        private void Expect<T>(T expected, T actual, int at)
        {
            if (!EqualityComparer<T>.Default.Equals(expected, actual))
            {
                _differences.Add($"{string.Join(", ", sequence[..(at + 1)].Select(index => Steps[index]))}: {actual}, not {expected}");
            }
        }
    }
}
