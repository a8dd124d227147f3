using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Gateway.Alarms;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Alarms;

/// <summary>Whoever is to be told is told once, sooner or later, and when it is over.</summary>
public sealed class AlarmWatchTests : IAsyncLifetime
{
    private readonly PartlyAwayStates _states = new();
    private Upstream _receiver = null!;
    private AlarmScene _scene = null!;

    public static TheoryData<string> Kinds => [.. Enum.GetNames<AlarmKind>()];

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
    public async Task A_receiver_that_is_away_for_an_hour_gets_each_notice_once_and_in_order()
    {
        var isAway = true;
        var refused = 0;
        _receiver.Answer = context =>
        {
            refused += isAway ? 1 : 0;
            context.Response.StatusCode = isAway ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        };
        _scene.SetSilent(true);
        await _scene.PassAsync(TimeSpan.FromMinutes(20));
        _scene.SetSilent(false);
        await _scene.PassAsync(TimeSpan.FromMinutes(40));
        var attempts = _receiver.Received.Count;

        isAway = false;
        await _scene.PassAsync(TimeSpan.FromMinutes(6));
        var arrived = Received.Skip(attempts).ToList();
        await _scene.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal([("silence", "firing"), ("silence", "resolved")], arrived);
        Assert.Equal(attempts + 2, Received.Count);
        Assert.InRange(refused, 5, 25); // Fewer and fewer.
        Assert.Empty(_scene.Book.Pending);
        Assert.Single(_scene.Log.Lines, line => line.Contains("Alarms cannot be delivered to 127.0.0.1: the answer is 503", StringComparison.Ordinal));
        Assert.Single(_scene.Log.Lines, line => line.Contains("Alarms are delivered to 127.0.0.1 again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_not_delivered_before_a_restart_is_delivered_after_it()
    {
        _receiver.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        };
        _scene.SetSilent(true);
        await _scene.LookAsync();
        _receiver.Answer = _ => Task.CompletedTask;
        using var restarted = new AlarmScene(_receiver.Url, _scene.Clock, _states);
        restarted.SetSilent(true);

        await restarted.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal([("silence", "firing"), ("silence", "firing")], Received); // The attempt before, and the one that arrived.
        Assert.Equal(_receiver.Received[0].Header("webhook-id"), _receiver.Received[1].Header("webhook-id"));
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
        _scene.Queues = AlarmScene.Queue(open: 0, dead: 2, oldest: null);

        await _scene.LookAsync();

        Assert.Equal([("dead_letters", "firing")], Received);
    }

    [Fact]
    public async Task More_dead_letters_are_told_in_the_next_hour()
    {
        _scene.Queues = AlarmScene.Queue(open: 0, dead: 2, oldest: null);
        await _scene.PassAsync(TimeSpan.FromMinutes(30));
        _scene.Queues = AlarmScene.Queue(open: 0, dead: 3, oldest: null);
        await _scene.PassAsync(TimeSpan.FromMinutes(20));
        var early = Received.Count;

        await _scene.PassAsync(TimeSpan.FromHours(2));

        Assert.Equal(1, early);
        Assert.Equal([("dead_letters", "firing"), ("dead_letters", "firing")], Received);
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
    public async Task A_slow_receiver_holds_up_no_look()
    {
        _receiver.Answer = context =>
        {
            _scene.Clock.Advance(TimeSpan.FromSeconds(9));
            return Task.CompletedTask;
        };
        _scene.Routes = [.. Enumerable.Range(0, 40).Select(number => _scene.Routes[0] with { Route = $"r{number}", Secrets = [("key", _scene.Clock.GetUtcNow().AddDays(3))] })];
        var before = _scene.Clock.GetUtcNow();

        await _scene.LookAsync();
        Assert.Equal(2, _receiver.Received.Count);
        Assert.Equal(before + AlarmWatch.Interval + TimeSpan.FromSeconds(18), _scene.Clock.GetUtcNow());

        await _scene.PassAsync(TimeSpan.FromMinutes(15));
        Assert.Equal(40, _receiver.Received.Count);
        Assert.Equal(40, _receiver.Received.Select(one => one.Text).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task What_waits_is_bounded_and_kept_for_a_day()
    {
        _receiver.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        };
        _scene.Routes = [.. Enumerable.Range(0, 300).Select(number => _scene.Routes[0] with { Route = $"r{number}", Secrets = [("key", _scene.Clock.GetUtcNow().AddDays(3))] })];

        await _scene.PassAsync(TimeSpan.FromMinutes(2));
        var waiting = _scene.Book.Pending.Count;
        _scene.Routes = [];
        for (var i = 0; i < 30; i++)
        {
            _scene.Clock.Advance(TimeSpan.FromHours(1));
            await _scene.LookAsync();
        }

        Assert.Equal(100, waiting);
        Assert.Empty(_scene.Book.Pending);
        Assert.Contains(_scene.Log.Lines, line => line.Contains("notices of alarms were given up", StringComparison.Ordinal));
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
}
