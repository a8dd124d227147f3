using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Gateway.Alarms;
using Gateway.Attestation;
using Gateway.Delivery;
using Gateway.Expectations;
using Gateway.Reading;
using Gateway.Storage.Deliveries;
using Gateway.Storage.States;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Alarms;

/// <summary>One gateway's alarms, with what they go by in the test's hands, before a receiver.</summary>
internal sealed class AlarmScene : IDisposable
{
    public const string Secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    public const string Route = "hooks";

    public static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];

    private readonly AlarmClient _client;
    private readonly AlarmWatch _watch;
    private readonly ILoggerFactory _loggers;

    /// <param name="url">The receiver's.</param>
    /// <param name="clock">The gateway's.</param>
    /// <param name="states">Its store.</param>
    public AlarmScene(string url, FakeTimeProvider clock, IStateStore states)
    {
        Clock = clock;
        Tally = new Tally();
        (var health, Health) = ScriptedHealth.New();
        Reload = new ReloadState();
        Receivers = [new AlarmReceiver("receiver", new Uri(url), new SharedAttestationKey("receiver", Key), Enum.GetValues<AlarmKind>().ToFrozenSet())];
        Routes = [new AlarmRoute(Route, TimeSpan.FromSeconds(150), TimeSpan.FromSeconds(150), [])];
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(Log));
        _client = new AlarmClient(clock);
        var sources = new AlarmSources(() => Routes, Tally, () => Silences, () => Measured, health, Reload);
        _watch = new AlarmWatch(
            () => Receivers, new AlarmConditions(sources, clock), Tally, new AlarmShelf(states), _client, clock, _loggers.CreateLogger<AlarmWatch>());
    }

    public FakeTimeProvider Clock { get; }

    public CapturedLog Log { get; } = new();

    public IReadOnlyList<AlarmReceiver> Receivers { get; set; }

    public IReadOnlyList<AlarmRoute> Routes { get; set; }

    public Tally Tally { get; }

    public IReadOnlyList<RouteSilence> Silences { get; set; } = [];

    public QueueMeasurement Measured { get; set; } = new([], [], default);

    public ScriptedHealth Health { get; }

    public ReloadState Reload { get; }

    public AlarmBook Book => _watch.Book;

    /// <summary>The text, kind and state of what a receiver got.</summary>
    public static (string Kind, string State) Of(ReceivedRequest request)
    {
        var data = JsonNode.Parse(request.Text)!["data"]!;
        return ((string)data["kind"]!, (string)data["state"]!);
    }

    public static QueueMeasurement Queue(long open, long dead, DateTimeOffset? oldest) => Queues(("images", open, dead, oldest));

    public static QueueMeasurement Queues(params (string Destination, long Open, long Dead, DateTimeOffset? Oldest)[] queues) =>
        new([.. queues.Select(queue => new QueueStatus(new QueueName(Route, queue.Destination), queue.Open, queue.Dead, 0, queue.Oldest))], [], default);

    public void SetSilent(bool isSilent) => Silences =
        [new RouteSilence(Route, TimeSpan.FromHours(1), Clock.GetUtcNow().AddHours(-1), isSilent ? Clock.GetUtcNow() : null, LearnsUntil: null)];

    /// <summary>Look after look, by the clock.</summary>
    public Task StartAsync() => _watch.StartAsync(CancellationToken.None);

    /// <summary>The next look.</summary>
    public Task LookAsync()
    {
        Clock.Advance(AlarmWatch.Interval);
        return _watch.RunOnceAsync(CancellationToken.None);
    }

    /// <summary>A look without time passing.</summary>
    public Task LookAgainAsync() => _watch.RunOnceAsync(CancellationToken.None);

    /// <summary>Look after look.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        for (var end = Clock.GetUtcNow() + time; Clock.GetUtcNow() < end;)
        {
            await LookAsync();
        }
    }

    public void Dispose()
    {
        _watch.Dispose();
        _client.Dispose();
        _loggers.Dispose();
        Log.Dispose();
    }
}
