using Gateway.Alarms;
using Gateway.Delivery;
using Gateway.Reading;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Alarms;

/// <summary>What is an alarm, and what is just short of one.</summary>
public sealed class AlarmConditionTests
{
    private readonly Tally _tally = new();
    private readonly FakeTimeProvider _clock = TestClock.New();
    private readonly AlarmConditions _conditions;
    private QueueMeasurement _queues = new([], [], default);
    private AlarmRoute _route = new(AlarmScene.Route, TimeSpan.FromSeconds(150), TimeSpan.FromSeconds(150), []);

    public AlarmConditionTests() => _conditions = new AlarmConditions(
        new AlarmSources(() => [_route], _tally, () => [], () => _queues, ScriptedHealth.New().Health, new ReloadState()), _clock);

    [Theory]
    [InlineData(19, 1, false)] // 95 %
    [InlineData(20, 1, false)]
    [InlineData(18, 2, true)]
    [InlineData(0, 19, false)] // too few for a rate
    public async Task Below_95_of_100_webhooks_is_an_alarm(int succeeded, int failed, bool isAlarm)
    {
        await FindAsync();
        for (var i = 0; i < failed; i++)
        {
            _tally.Of(AlarmScene.Route).Failed();
        }

        for (var i = 0; i < succeeded; i++)
        {
            _tally.Of(AlarmScene.Route).Succeeded();
        }

        Assert.Equal(isAlarm, (await FindAsync()).Contains(AlarmKind.SuccessRate));
    }

    [Fact]
    public async Task What_failed_more_than_ten_minutes_ago_counts_no_more()
    {
        await FindAsync();
        for (var i = 0; i < 30; i++)
        {
            _tally.Of(AlarmScene.Route).Failed();
        }

        var first = await FindAsync();
        _tally.Of(AlarmScene.Route).Succeeded();
        for (var minute = 0; minute < 12; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await FindAsync();
        }

        Assert.Contains(AlarmKind.SuccessRate, first);
        Assert.Empty(await FindAsync());
    }

    [Fact]
    public async Task Forged_requests_that_come_every_day_are_no_spike_and_five_times_as_many_are()
    {
        for (var minute = 0; minute < 3 * 24 * 60; minute++)
        {
            Forge(20);
            _clock.Advance(TimeSpan.FromMinutes(1));
            await FindAsync();
        }

        var usual = await FindAsync();
        Forge(1_000);

        Assert.Empty(usual);
        Assert.Contains(AlarmKind.ForgedTraffic, await FindAsync());
    }

    [Theory]
    [InlineData(10, 0, true)] // all late
    [InlineData(9, 1, false)] // retries are late; a fresh one is not
    [InlineData(9, 0, false)] // too few
    public async Task Signed_times_are_late_when_all_of_them_are(int late, int fresh, bool isAlarm)
    {
        await FindAsync();
        for (var i = 0; i < late; i++)
        {
            _tally.Of(AlarmScene.Route).Timed(TimeSpan.FromSeconds(151));
        }

        for (var i = 0; i < fresh; i++)
        {
            _tally.Of(AlarmScene.Route).Timed(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(isAlarm, (await FindAsync()).Contains(AlarmKind.ClockSkew));
    }

    [Theory]
    [InlineData(-8, false)]
    [InlineData(-1, true)]
    [InlineData(6, true)]
    [InlineData(8, false)]
    public async Task A_secret_that_ends_within_a_week_is_an_alarm(int days, bool isAlarm)
    {
        _route = _route with { Secrets = [("2026-12", _clock.GetUtcNow().AddDays(days))] };

        Assert.Equal(isAlarm, (await FindAsync()).Contains(AlarmKind.SecretExpiring));
    }

    [Fact]
    public async Task The_secret_that_ends_first_is_named_in_whatever_order_they_stand()
    {
        var now = _clock.GetUtcNow();
        _route = _route with { Secrets = [("last", now.AddDays(6)), ("first", now.AddDays(1)), ("between", now.AddDays(3)), ("never", null), ("later", now.AddDays(60))] };

        var found = Assert.Single(await _conditions.FindAsync(CancellationToken.None));

        Assert.StartsWith("The secret 'first' ends at ", found.Text, StringComparison.Ordinal);
        Assert.Equal("2", found.Details["others"]);
        Assert.Equal(["first", "between", "last"], found.Subjects);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(5, false)] // few
    public async Task A_queue_that_grows_for_ten_minutes_is_an_alarm(int perMinute, bool isAlarm)
    {
        IReadOnlyList<AlarmKind> found = [];
        for (var minute = 0; minute <= 11; minute++)
        {
            _queues = AlarmScene.Queue(minute * perMinute, dead: 0, _clock.GetUtcNow());
            _clock.Advance(TimeSpan.FromMinutes(1));
            found = await FindAsync();
        }

        Assert.Equal(isAlarm, found.Contains(AlarmKind.QueueGrowing));
        _queues = AlarmScene.Queue(0, dead: 0, oldest: null);
        Assert.DoesNotContain(AlarmKind.QueueGrowing, await FindAsync());
    }

    [Fact]
    public async Task Secrets_that_take_turns_are_not_retired()
    {
        for (var hour = 0; hour < 72; hour++)
        {
            _tally.Of(AlarmScene.Route).KeyUsed(hour % 2 == 0 ? "one" : "two", _clock.GetUtcNow());
            _clock.Advance(TimeSpan.FromHours(1));

            Assert.DoesNotContain(AlarmKind.SecretRetired, await FindAsync());
        }

        Assert.Equal(2, _tally.Of(AlarmScene.Route).KeyUses.Count);
    }

    private void Forge(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _tally.Of(AlarmScene.Route).Forged();
        }
    }

    private async Task<IReadOnlyList<AlarmKind>> FindAsync() =>
        [.. (await _conditions.FindAsync(CancellationToken.None)).Select(condition => condition.Kind)];
}
