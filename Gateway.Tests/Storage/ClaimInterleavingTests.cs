using Gateway.Storage;
using Gateway.Storage.Memory;
using Gateway.Storage.Redis;
using Gateway.Storage.Redis.Claims;
using Gateway.Storage.Sqlite;
using Gateway.Storage.Sqlite.Claims;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Xunit.Abstractions;

namespace Gateway.Tests.Storage;

/// <summary>
/// Two parties claim, complete and release one event while its lease and its memory end: in every order, against the
/// specification. A last claim tells in which state it is.
/// </summary>
public sealed class ClaimInterleavingTests(ITestOutputHelper output)
{
    private const int Length = 5;

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TimeToLive = TimeSpan.FromDays(7);

    // Ends of times come first: sequences with the same ends are taken through the store together.
    private static readonly string[] Steps =
        ["end of lease", "end of memory", "A claims", "A completes", "A releases", "B claims", "B completes", "B releases"];

    // In Redis: what ends is removed, as Redis does it by its own clock.
    private static readonly RedisScript EndIf = new(
        "if string.sub(redis.call('GET', KEYS[1]) or '', 1, 1) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0");

    [Fact]
    public async Task In_memory()
    {
        var clock = TestClock.New();
        await EveryOrderAsync(new MemoryClaimStore(clock), Length, (_, time) => PassAsync(clock, time));
    }

    [Fact]
    public async Task In_a_file()
    {
        await using var folder = new DatabaseFolder();
        var clock = TestClock.New();
        await EveryOrderAsync(new SqliteClaimStore(folder.Open(clock)), Length - 1, (_, time) => PassAsync(clock, time));
    }

    [Fact]
    public async Task In_a_file_that_follows()
    {
        await using var folder = new DatabaseFolder();
        var clock = TestClock.New();
        var database = folder.Open(clock);
        await EveryOrderAsync(new SqliteClaimStoreBehind(database), Length - 1, async (_, time) =>
        {
            Assert.True(await new SqliteHealth(database).IsAvailableAsync(CancellationToken.None)); // With it goes what has gathered.
            await PassAsync(clock, time);
        });
    }

    [Fact]
    public async Task In_Redis()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var commands = new RedisCommands(
            new() { Configuration = redis.Configuration, Timeout = TimeSpan.FromSeconds(20) }, TimeProvider.System);
        var keys = new RedisKeys(commands.KeyPrefix);
        await EveryOrderAsync(new RedisClaimStore(commands), Length - 1, async (ended, time) => await Task.WhenAll(ended.Select(key =>
            EndIf.EvaluateAsync(commands, [keys.Claim(key)], [time == Lease ? "f" : "p"], default).AsTask())));
    }

    private static Task PassAsync(FakeTimeProvider clock, TimeSpan time)
    {
        clock.Advance(time);
        return Task.CompletedTask;
    }

    private async Task EveryOrderAsync(IClaimStore store, int length, Func<IReadOnlyList<ClaimKey>, TimeSpan, Task> passAsync)
    {
        // The parties are alike, and of nothing no time ends: A begins, without loss.
        int[] first = [2, 3, 4];
        var sequences = first.SelectMany(step => Interleavings.Of(Steps.Length, length - 1).Select(sequence => (int[])[step, .. sequence])).ToList();
        output.WriteLine($"{sequences.Count} sequences of {length} steps");
        List<string> differences = [];
        foreach (var together in sequences.GroupBy(sequence => string.Concat(sequence.Select(step => step < 2 ? (char)('0' + step) : '-'))))
        {
            var runs = together.Select(sequence => new Run(sequence, store)).ToList();
            for (var at = 0; at < length; at++)
            {
                if (together.Key[at] != '-')
                {
                    var isLease = together.Key[at] == '0';

                    // A lease that has ended says nothing of what is processed; what ends that ends leases as well.
                    await passAsync([.. runs.Select(run => run.Key)], isLease ? Lease : TimeToLive);
                    runs.ForEach(run => run.End(isLease, endsBoth: store is not RedisClaimStore));
                }
                else
                {
                    await Task.WhenAll(runs.Select(run => run.StepAsync(at)));
                }
            }

            await Task.WhenAll(runs.Select(run => run.ClaimAsync(length, party: 0)));
            differences.AddRange(runs.SelectMany(run => run.Differences));
        }

        Assert.Empty(differences);
    }

    /// <summary>One sequence, with an event of its own.</summary>
    private sealed class Run(int[] sequence, IClaimStore store)
    {
        private readonly ClaimModel _model = new();
        private readonly List<string> _differences = [];
        private readonly ClaimOwner[] _owners = [ClaimOwner.Next(), ClaimOwner.Next()];
        private readonly int[] _attempts = [-1, -2];

        public ClaimKey Key { get; } = new("orders", Unique.Number(), Unique.Number());

        public IEnumerable<string> Differences => _differences;

        public void End(bool isLease, bool endsBoth)
        {
            if (isLease || endsBoth)
            {
                _model.EndLease();
            }

            if (!isLease)
            {
                _model.EndTimeToLive();
            }
        }

        public async Task StepAsync(int at)
        {
            var (party, step) = Math.DivRem(sequence[at] - 2, 3);
            switch (step)
            {
                case 0:
                    await ClaimAsync(at, party);
                    break;
                case 1:
                    await store.CompleteAsync(Key, TimeToLive, CancellationToken.None);
                    _model.Complete();
                    break;
                default:
                    await store.ReleaseAsync(Key, _owners[party], Lease, CancellationToken.None);
                    _model.Release(_attempts[party]);
                    break;
            }
        }

        public async Task ClaimAsync(int at, int party)
        {
            var owner = ClaimOwner.Next(); // Each attempt has its own.
            var state = await store.TryClaimAsync(Key, owner, Lease, CancellationToken.None);
            var expected = _model.Claim(at);
            if (state == ClaimState.Claimed)
            {
                (_owners[party], _attempts[party]) = (owner, at);
            }

            if (state != expected)
            {
                _differences.Add($"{string.Join(", ", sequence.Take(at).Select(index => Steps[index]))}, claim: {state}, not {expected}");
            }
        }
    }
}
