using Gateway.Configuration;
using Gateway.Secrets;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Configuration;

/// <summary>A source that hangs, as a network's file system does, holds up no other.</summary>
public sealed class TenantRefresherTests
{
    [Fact]
    public async Task A_source_that_hangs_holds_up_no_other_when_its_route_is_taken_away()
    {
        var clock = TestClock.New();
        using var hanging = new Source();
        using var other = new Source();
        IReadOnlyList<ITenantFeed> inForce = [hanging, other];
        using var refresher = new TenantRefresher(() => Volatile.Read(ref inForce), clock, NullLogger<TenantRefresher>.Instance);
        await refresher.StartAsync(CancellationToken.None);
        hanging.Hang();
        await LooksAsync(() => hanging.IsHanging);

        Volatile.Write(ref inForce, [other]);
        var before = other.Looks;
        await LooksAsync(() => other.Looks >= before + 3);

        Assert.False(hanging.Rests);
        hanging.GoOn();
        await LooksAsync(() => hanging.Rests);
        await refresher.StopAsync(CancellationToken.None);

        Task LooksAsync(Func<bool> isSeen) => Eventually.IsTrueAsync(
            () =>
            {
                clock.Advance(TenantRefresher.Interval);
                return Task.FromResult(isSeen());
            },
            "it is looked for changes");
    }

    /// <summary>Which has one lock for all it does, as a directory has.</summary>
    private sealed class Source : ITenantFeed, IDisposable
    {
        private readonly Lock _turn = new();
        private readonly ManualResetEventSlim _goesOn = new(initialState: true);
        private int _looks;
        private bool _isHanging;
        private bool _rests;

        public string Name => "a source";

        public int Looks => Volatile.Read(ref _looks);

        public bool IsHanging => Volatile.Read(ref _isHanging);

        public bool Rests => Volatile.Read(ref _rests);

        public void Hang() => _goesOn.Reset();

        public void GoOn() => _goesOn.Set();

        public ValueTask RefreshAsync(CancellationToken cancellation)
        {
            lock (_turn)
            {
                Volatile.Write(ref _isHanging, !_goesOn.IsSet);
                _goesOn.Wait(cancellation);
            }

            Interlocked.Increment(ref _looks);
            return ValueTask.CompletedTask;
        }

        public void Rest()
        {
            lock (_turn)
            {
                Volatile.Write(ref _rests, value: true);
            }
        }

        public void Dispose()
        {
            _goesOn.Set(); // Whoever hangs there ends, too.
            _goesOn.Dispose();
        }
    }
}
