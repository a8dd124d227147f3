using System.Diagnostics.Metrics;
using Gateway.Observability;
using Gateway.Reading;
using Gateway.Storage;
using Gateway.Storage.States;

namespace Gateway.Expectations;

/// <summary>
/// Finds providers that have fallen silent: of the routes that say what is expected, every quarter of a minute. No request knows of it.
/// </summary>
internal sealed partial class SilenceWatch : BackgroundService
{
    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>How often replicas tell each other.</summary>
    private static readonly TimeSpan SharedEvery = TimeSpan.FromSeconds(30);

    /// <summary>How often it is written what is learned: a kill loses no more.</summary>
    private static readonly TimeSpan WrittenEvery = TimeSpan.FromMinutes(10);

    /// <summary>Of longer the process was stopped, and has missed what came.</summary>
    private static readonly TimeSpan LongestLook = TimeSpan.FromMinutes(1);

    private readonly Func<IEnumerable<(string Route, Expectation Expectation)>> _expected;
    private readonly Func<string, long> _lastVerified;
    private readonly IStateStore _states;
    private readonly bool _isShared;
    private readonly TimeProvider _clock;
    private readonly ILogger<SilenceWatch> _logger;
    private readonly Dictionary<string, RouteWatch> _watches = new(StringComparer.Ordinal);
    private IReadOnlyList<RouteSilence> _told = [];
    private long? _looked;

    /// <param name="expected">The routes in force that something is expected of.</param>
    /// <param name="lastVerified">When this process has last verified a webhook of a route, in milliseconds since 1970; 0 for never.</param>
    /// <param name="states">Remembers.</param>
    /// <param name="isShared">Whether other replicas may be on the store.</param>
    /// <param name="metrics">Whose meter tells it.</param>
    /// <param name="clock">Measures.</param>
    /// <param name="logger">Says when one falls silent and when it is back.</param>
    public SilenceWatch(
        Func<IEnumerable<(string Route, Expectation Expectation)>> expected,
        Func<string, long> lastVerified,
        IStateStore states,
        bool isShared,
        GatewayMetrics metrics,
        TimeProvider clock,
        ILogger<SilenceWatch> logger)
    {
        (_expected, _lastVerified, _states, _isShared, _clock, _logger) = (expected, lastVerified, states, isShared, clock, logger);
        metrics.Meter.CreateObservableGauge(
            "webhook_silent",
            () => Told.Select(route => new Measurement<int>(route.IsSilent ? 1 : 0, new KeyValuePair<string, object?>("route", route.Route))),
            null, "1 while less comes than is expected.");
    }

    /// <summary>As at the last look. The same list until the next.</summary>
    public IReadOnlyList<RouteSilence> Told => Volatile.Read(ref _told);

    /// <summary>One look. Only one caller at a time.</summary>
    public async Task RunOnceAsync(CancellationToken cancellation)
    {
        var watches = Watches();
        if (watches.Count == 0)
        {
            _looked = null;
            Volatile.Write(ref _told, []);
            return;
        }

        var now = _clock.GetUtcNow();
        var elapsed = _looked is { } before ? _clock.GetElapsedTime(before) : TimeSpan.Zero;
        _looked = _clock.GetTimestamp();
        elapsed = elapsed > LongestLook ? TimeSpan.Zero : elapsed;

        foreach (var (route, watch) in watches)
        {
            watch.Look(now, elapsed, _lastVerified(route));
        }

        await Task.WhenAll(watches.Values.Select(watch => TryShareAsync(watch, now, isLast: false, cancellation)));
        foreach (var (route, watch) in watches)
        {
            // What others have heard is not known while the store does not tell.
            if ((!_isShared || now - watch.AskedAt <= 2 * SharedEvery) && watch.Judge(now, _isShared ? SharedEvery + Interval : TimeSpan.Zero))
            {
                Say(watch.Tell(now));
            }
        }

        Volatile.Write(ref _told, [.. watches.Values.Select(watch => watch.Tell(now))]);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        var now = _clock.GetUtcNow();
        await Task.WhenAll(_watches.Values.Select(watch => TryShareAsync(watch, now, isLast: true, cancellationToken)));
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.RunAsync(RunOnceAsync, Interval, _clock, _logger, stoppingToken);

    private Dictionary<string, RouteWatch> Watches()
    {
        var expected = _expected().ToDictionary(route => route.Route, route => route.Expectation, StringComparer.Ordinal);
        foreach (var route in _watches.Keys.Where(route => !expected.TryGetValue(route, out var now) || now != _watches[route].Expectation).ToList())
        {
            _watches.Remove(route);
        }

        foreach (var (route, expectation) in expected)
        {
            _watches.TryAdd(route, new RouteWatch(route, expectation));
        }

        return _watches;
    }

    private async Task TryShareAsync(RouteWatch watch, DateTimeOffset now, bool isLast, CancellationToken cancellation)
    {
        var learns = isLast || watch.WrittenAt is null || now - watch.WrittenAt >= WrittenEvery;
        if (!learns && !(_isShared && now - watch.AskedAt >= SharedEvery) && watch.AskedAt is not null)
        {
            return;
        }

        try
        {
            await watch.ShareAsync(_states, now, writes: learns, cancellation);
            if (learns)
            {
                await watch.LearnAsync(_states, now, cancellation);
            }
        }
        catch (StoreUnavailableException)
        {
            // Counted and logged by the store; told the next time.
        }
        catch (OperationCanceledException) when (isLast)
        {
            // There is no time left.
        }
    }

    private void Say(RouteSilence route)
    {
        if (route.IsSilent)
        {
            LogSilent(route.Route, route.LastVerified is { } last ? InstantText.Of(last) : "the start", route.Every);
        }
        else
        {
            LogHeard(route.Route);
        }
    }

    [LoggerMessage(EventIds.RouteSilent, LogLevel.Warning,
        "The provider of the route '{Route}' is silent: nothing verified since {LastVerified}. expected every {Every}")]
    private partial void LogSilent(string route, string lastVerified, TimeSpan? every);

    [LoggerMessage(EventIds.RouteHeard, LogLevel.Information, "The provider of the route '{Route}' is heard of again")]
    private partial void LogHeard(string route);
}
