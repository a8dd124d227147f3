using System.Collections.Frozen;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Alarms;
using Gateway.Tests.Support;

namespace Gateway.Tests.Alarms;

/// <summary>Whoever is to be told is told once, sooner or later, and when it is over.</summary>
public sealed partial class AlarmWatchTests : IAsyncLifetime
{
    private readonly PartlyAwayStates _states = new();
    private Upstream _receiver = null!;
    private AlarmScene _scene = null!;

    public static TheoryData<string> Kinds => [.. Enum.GetNames<AlarmKind>()];

    /// <summary>The texts of what was told of a kind, but that it is over.</summary>
    private IReadOnlyList<string> Told(AlarmKind kind) =>
    [
        .. _receiver.Received.Where(request => AlarmScene.Of(request) == (AlarmKindName.Of(kind), "firing"))
            .Select(request => (string)JsonNode.Parse(request.Text)!["text"]!),
    ];

    private IReadOnlyList<(string Kind, string State)> Received => [.. _receiver.Received.Select(AlarmScene.Of)];

    public async Task InitializeAsync()
    {
        _receiver = await Upstream.StartAsync();
        _scene = new AlarmScene(_receiver.Url, TestClock.New(), _states);
        await _scene.LookAsync();
    }

    public async Task DisposeAsync()
    {
        _scene.Dispose();
        await _receiver.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Each_kind_is_told_once_and_names_its_place(string name)
    {
        var kind = Enum.Parse<AlarmKind>(name);
        await _scene.ProvokeAsync(kind);

        await _scene.LookAsync();
        await _scene.PassAsync(TimeSpan.FromMinutes(3));

        var told = Assert.Single(_receiver.Received, request => AlarmScene.Of(request).Kind == AlarmKindName.Of(kind));
        var message = JsonNode.Parse(told.Text)!;
        Assert.Equal("firing", (string)message["data"]!["state"]!);
        Assert.Equal(
            kind is AlarmKind.StoreDown or AlarmKind.ReloadRefused ? null : AlarmScene.Route, (string?)message["data"]!["route"]);
        Assert.StartsWith("[webhook gateway] ", (string)message["text"]!, StringComparison.Ordinal);
        Assert.Equal($"gateway.alarm.{AlarmKindName.Of(kind)}", (string)message["type"]!);
        Assert.DoesNotContain("whsec_", told.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch(OtherTime(), told.Text);
    }

    [Fact]
    public async Task What_is_over_is_told_when_it_was_not_seen_for_five_minutes()
    {
        _scene.SetSilent(true);
        await _scene.PassAsync(TimeSpan.FromMinutes(20));
        _scene.SetSilent(false);
        await _scene.PassAsync(TimeSpan.FromMinutes(4));
        var before = Received;

        await _scene.PassAsync(TimeSpan.FromMinutes(3));

        Assert.Equal([("silence", "firing")], before);
        Assert.Equal([("silence", "firing"), ("silence", "resolved")], Received);
        await _scene.PassAsync(TimeSpan.FromHours(3));
        Assert.Equal(2, Received.Count);
    }

    [Fact]
    public async Task What_comes_and_goes_is_told_once_an_hour()
    {
        for (var i = 0; i < 12; i++) // ten minutes each
        {
            _scene.SetSilent(true);
            await _scene.PassAsync(TimeSpan.FromMinutes(2));
            _scene.SetSilent(false);
            await _scene.PassAsync(TimeSpan.FromMinutes(8));
        }

        Assert.Equal(2, Received.Count(alarm => alarm.State == "firing"));
        Assert.Equal(2, Received.Count(alarm => alarm.State == "resolved"));
    }

    [Fact]
    public async Task Two_kinds_and_two_routes_are_told_apart()
    {
        _scene.Routes = [_scene.Routes[0], _scene.Routes[0] with { Route = "other" }];
        await _scene.LookAsync();
        await _scene.ProvokeAsync(AlarmKind.ConsecutiveFailures);
        await _scene.ProvokeAsync(AlarmKind.SuccessRate);
        for (var i = 0; i < 30; i++)
        {
            _scene.Tally.Of("other").Failed();
        }

        await _scene.LookAsync();

        Assert.Equal(3, Received.Count);
        Assert.Equal(
            ["hooks success_rate", "other consecutive_failures", "other success_rate"],
            _receiver.Received.Select(request => JsonNode.Parse(request.Text)!["data"]!).Select(data => $"{data["route"]} {data["kind"]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_replicas_that_see_the_same_one_tells_it()
    {
        using var other = new AlarmScene(_receiver.Url, _scene.Clock, _states);
        _scene.SetSilent(true);
        other.SetSilent(true);
        for (var i = 0; i < 40; i++)
        {
            await Task.WhenAll(_scene.LookAsync(), other.LookAgainAsync());
        }

        // One of them sees it no longer; it is over for nobody.
        _scene.SetSilent(false);
        for (var i = 0; i < 40; i++)
        {
            await Task.WhenAll(_scene.LookAsync(), other.LookAgainAsync());
        }

        Assert.Equal([("silence", "firing")], Received);
    }

    [Fact]
    public async Task While_the_store_is_away_alarms_are_told_and_none_twice_when_it_is_back()
    {
        _scene.SetSilent(true);
        await _scene.LookAsync();
        _states.IsAway = true;
        await _scene.ProvokeAsync(AlarmKind.StoreDown);
        await _scene.PassAsync(TimeSpan.FromMinutes(10));
        var meanwhile = Received;
        _states.IsAway = false;
        _scene.Health.IsUp = true;
        await _scene.PassAsync(TimeSpan.FromMinutes(10));

        Assert.Equal([("silence", "firing"), ("store_down", "firing")], meanwhile);
        Assert.Equal([("silence", "firing"), ("store_down", "firing"), ("store_down", "resolved")], Received);
    }

    [Fact]
    public async Task A_receiver_gets_the_kinds_it_asks_for()
    {
        _scene.Receivers = [_scene.Receivers[0] with { Kinds = FrozenSet.Create(AlarmKind.DeadLetters) }];
        _scene.SetSilent(true);
        _scene.Measured = AlarmScene.Queue(open: 0, dead: 2, oldest: null);

        await _scene.LookAsync();

        Assert.Equal([("dead_letters", "firing")], Received);
    }

    [Fact]
    public async Task More_dead_letters_are_told_in_the_next_hour()
    {
        _scene.Measured = AlarmScene.Queue(open: 0, dead: 2, oldest: null);
        await _scene.PassAsync(TimeSpan.FromMinutes(30));
        _scene.Measured = AlarmScene.Queue(open: 0, dead: 3, oldest: null);
        await _scene.PassAsync(TimeSpan.FromMinutes(20));
        var early = Received.Count;

        await _scene.PassAsync(TimeSpan.FromHours(2));

        Assert.Equal(1, early);
        Assert.Equal([("dead_letters", "firing"), ("dead_letters", "firing")], Received);
    }

    /// <summary>Of each kind that a route may have several of: what is told first, and what when another has joined it.</summary>
    public static TheoryData<string, string, string> Several => new()
    {
        { nameof(AlarmKind.SecretExpiring), "The secret '2026-12' ends at ", "The secret '2026-12' ends at |Z. Add the next one beside it. 1 more of the route end within the week." },
        { nameof(AlarmKind.SecretRetired), "The secret 'old', which", "The secret 'older', which had given way to another for a day or more, verifies again. So do 1 more of the route." },
        { nameof(AlarmKind.QueueGrowing), "1 deliveries to 'images' are open", "1 deliveries to 'images' are open|1 more queues of the route grow." },
        { nameof(AlarmKind.DeadLetters), "1 dead letters are kept", "1 dead letters are kept" },
        { nameof(AlarmKind.ReloadRefused), "The first is at $.Gateway.Limits.", "The first is at $.ReverseProxy." },
    };

    [Theory]
    [MemberData(nameof(Several))]
    public async Task Another_of_a_kind_at_one_route_is_told_in_the_next_hour_and_once(string name, string first, string second)
    {
        ArgumentNullException.ThrowIfNull(second);
        var kind = Enum.Parse<AlarmKind>(name);
        await _scene.ProvokeAsync(kind);
        await _scene.PassAsync(TimeSpan.FromMinutes(30));
        await _scene.ProvokeAnotherAsync(kind);
        await _scene.PassAsync(TimeSpan.FromMinutes(25));
        var early = Told(kind);

        await _scene.PassAsync(TimeSpan.FromMinutes(10));
        var late = Told(kind);
        await _scene.PassAsync(TimeSpan.FromHours(3));

        Assert.Contains(first, Assert.Single(early), StringComparison.Ordinal);
        Assert.Equal(2, late.Count);
        Assert.DoesNotContain(second.Split('|'), part => !late[1].Contains(part, StringComparison.Ordinal));
        Assert.Equal(2, Told(kind).Count);
    }

    [Fact]
    public async Task Failures_that_go_on_are_told_once()
    {
        await _scene.ProvokeAsync(AlarmKind.ConsecutiveFailures);
        for (var i = 0; i < 18; i++)
        {
            await _scene.PassAsync(TimeSpan.FromMinutes(10));
            _scene.Tally.Of(AlarmScene.Route).Failed();
        }

        Assert.Single(Told(AlarmKind.ConsecutiveFailures));
    }

    [Fact]
    public async Task Of_more_than_the_book_holds_each_is_told_once_and_the_others_when_there_is_room()
    {
        AlarmRoute[] routes = [.. Enumerable.Range(0, 600).Select(number => _scene.Routes[0] with { Route = $"r{number}", Secrets = [("key", _scene.Clock.GetUtcNow().AddDays(3))] })];
        _scene.Routes = routes;

        await _scene.PassAsync(TimeSpan.FromMinutes(50));

        Assert.Equal(500, _receiver.Received.Count);
        Assert.Equal(500, _receiver.Received.Select(one => one.Text[one.Text.IndexOf("\"route\"", StringComparison.Ordinal)..].Split('"')[3]).Distinct(StringComparer.Ordinal).Count());

        _scene.Routes = routes[500..];
        await _scene.PassAsync(TimeSpan.FromMinutes(80)); // The others are over in five, and forgotten in an hour.

        Assert.Equal(600, _receiver.Received.Count(one => AlarmScene.Of(one).State == "firing"));
        Assert.DoesNotContain(_scene.Log.Lines, line => line.Contains("given up", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cancellation_that_is_not_the_stop_ends_no_watch()
    {
        _scene.Health.Failure = new OperationCanceledException();
        await _scene.StartAsync();
        await Eventually.IsTrueAsync(
            () => Task.FromResult(_scene.Log.Lines.Any(line => line.Contains("A round failed", StringComparison.Ordinal))), "the round has failed");
        _scene.Health.Failure = null;
        _scene.SetSilent(true);

        await Eventually.IsTrueAsync(
            () =>
            {
                _scene.Clock.Advance(AlarmWatch.Interval);
                return Task.FromResult(Received.Count > 0);
            },
            "the silence is told");

        Assert.Equal(("silence", "firing"), Received[0]);
    }

    [Fact]
    public async Task No_receiver_and_nothing_is_counted()
    {
        _scene.Receivers = [];

        await _scene.LookAsync();

        Assert.False(_scene.Tally.IsOn);
    }

    [Fact]
    public async Task The_text_is_escaped_as_Slack_wants_it()
    {
        _scene.Routes = [_scene.Routes[0] with { Route = "<!channel> & co" }];
        _scene.Tally.Of("<!channel> & co");
        for (var i = 0; i < 10; i++)
        {
            _scene.Tally.Of("<!channel> & co").Failed();
        }

        await _scene.LookAsync();

        Assert.Contains("&lt;!channel&gt; &amp; co", (string)JsonNode.Parse(_receiver.Received[0].Text)!["text"]!, StringComparison.Ordinal);
    }

    /// <summary>A date that is not the beginning of a time in ISO 8601 and UTC.</summary>
    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}(?!T\d{2}:\d{2}:\d{2}Z)", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex OtherTime();
}
