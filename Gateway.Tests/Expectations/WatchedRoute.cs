using Gateway.Expectations;
using Gateway.Observability;
using Gateway.Storage.Memory.States;
using Gateway.Storage.States;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Expectations;

/// <summary>One route with an expectation, watched by one or more replicas, through weeks that pass at once.</summary>
internal sealed class WatchedRoute : IDisposable
{
    public const string Name = "hooks";

    private readonly List<GatewayMetrics> _metrics = [];
    private readonly List<(SilenceWatch Watch, long[] Seen)> _replicas = [];

    /// <param name="expectation">What is expected.</param>
    /// <param name="replicas">How many gateways watch.</param>
    /// <param name="start">A Monday at midnight by default.</param>
    public WatchedRoute(Expectation expectation, int replicas = 1, DateTimeOffset? start = null)
    {
        Expectation = expectation;
        Clock = new FakeTimeProvider(start ?? new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
        IsShared = replicas > 1;
        for (var i = 0; i < replicas; i++)
        {
            Start();
        }
    }

    public FakeTimeProvider Clock { get; }

    public IStateStore States { get; init; } = new MemoryStateStore();

    public Expectation Expectation { get; set; }

    public bool IsShared { get; }

    /// <summary>Of the first replica.</summary>
    public RouteSilence Told => Assert.Single(_replicas[0].Watch.Told);

    /// <summary>Whether any replica says so.</summary>
    public bool IsSilent => _replicas.Exists(replica => replica.Watch.Told is [{ IsSilent: true }]);

    /// <summary>Another gateway, or the same anew.</summary>
    public void Start()
    {
        var seen = new long[1];
        var metrics = new GatewayMetrics();
        _metrics.Add(metrics);
        _replicas.Add((
            new SilenceWatch(() => [(Name, Expectation)], _ => seen[0], States, IsShared, metrics, Clock, NullLogger<SilenceWatch>.Instance), seen));
    }

    /// <summary>The first gateway ends in order.</summary>
    public async Task StopAsync()
    {
        var (watch, _) = _replicas[0];
        _replicas.RemoveAt(0);
        await watch.StopAsync(CancellationToken.None);
        watch.Dispose();
    }

    public void Receive(int replica = 0) => _replicas[replica].Seen[0] = Clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Lets time pass, look after look; ends when it is silent.</summary>
    /// <param name="time">At most.</param>
    /// <param name="next">When the next webhook comes, after the time it is asked at; null for never.</param>
    /// <returns>Whether it has fallen silent.</returns>
    public async Task<bool> PassAsync(TimeSpan time, Func<DateTimeOffset, DateTimeOffset?>? next = null)
    {
        var end = Clock.GetUtcNow() + time;
        var due = next?.Invoke(Clock.GetUtcNow());
        for (var turn = 0; Clock.GetUtcNow() < end; turn++)
        {
            Clock.Advance(SilenceWatch.Interval);
            while (due <= Clock.GetUtcNow())
            {
                _replicas[turn % _replicas.Count].Seen[0] = due.Value.ToUnixTimeMilliseconds();
                due = next!(due.Value);
            }

            foreach (var (watch, _) in _replicas)
            {
                await watch.RunOnceAsync(CancellationToken.None);
            }

            if (IsSilent)
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        _replicas.ForEach(replica => replica.Watch.Dispose());
        _metrics.ForEach(metrics => metrics.Dispose());
    }
}
