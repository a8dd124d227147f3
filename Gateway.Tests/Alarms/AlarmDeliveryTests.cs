using System.Collections.Concurrent;
using Gateway.Alarms;
using Gateway.Storage.States;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Alarms;

/// <summary>What a receiver gets that is away, slow, or ends its connections.</summary>
public sealed class AlarmDeliveryTests : IAsyncLifetime
{
    private readonly PartlyAwayStates _states = new();
    private Upstream _receiver = null!;
    private AlarmScene _scene = null!;

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
    public async Task Eight_receivers_that_are_away_leave_no_more_than_a_store_takes_and_what_is_given_up_is_said()
    {
        _receiver.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        };
        _scene.Receivers = [.. Enumerable.Range(0, 8).Select(number => _scene.Receivers[0] with { Id = $"receiver-{number}" })];
        _scene.Routes = [.. Enumerable.Range(0, 600).Select(number => _scene.Routes[0] with { Route = $"{new string('r', 60)}{number}", Secrets = [("key", _scene.Clock.GetUtcNow().AddDays(3))] })];

        await _scene.PassAsync(TimeSpan.FromMinutes(4));

        var entry = await _states.ReadAsync("alarms", CancellationToken.None);
        Assert.InRange(entry!.Content.Length, IStateStore.MostBytes / 2, IStateStore.MostBytes);
        Assert.InRange(_scene.Book.Pending.Count, 100, 799);
        Assert.Contains(_scene.Log.Lines, line => line.Contains("notices of alarms were given up", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_kept_connection_that_has_ended_is_no_receiver_that_is_away()
    {
        var connections = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        _receiver.Answer = context =>
        {
            if (!connections.TryAdd(context.Connection.Id, true))
            {
                context.Abort();
            }

            return Task.CompletedTask;
        };
        _scene.SetSilent(true);
        await _scene.LookAsync();
        _scene.Measured = AlarmScene.Queue(open: 0, dead: 1, oldest: null);

        await _scene.LookAsync();

        Assert.Equal([("silence", "firing"), ("dead_letters", "firing")], Received);
        Assert.Empty(_scene.Book.Pending);
        Assert.DoesNotContain(_scene.Log.Lines, line => line.Contains("cannot be delivered", StringComparison.Ordinal));
    }
}
