using Gateway.Expectations;
using Xunit.Abstractions;

namespace Gateway.Tests.Expectations;

/// <summary>A provider that has fallen silent is found soon, and one that sleeps at night is left alone.</summary>
public sealed class SilenceWatchTests(ITestOutputHelper output)
{
    private static readonly Expectation Learned = new(Every: null);

    private static readonly TimeSpan TwoLooks = 2 * SilenceWatch.Interval;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public async Task Eight_weeks_with_nights_and_weekends_raise_no_false_alarm(ulong seed, bool atRandom)
    {
        using var route = new WatchedRoute(Learned);
        var traffic = new Traffic(seed);

        var isSilent = await route.PassAsync(TimeSpan.FromDays(56), atRandom ? traffic.AtRandom : traffic.Regular);

        Assert.False(isSilent, $"silent at {route.Clock.GetUtcNow():ddd u}");
        Assert.Null(route.Told.LearnsUntil);
    }

    [Theory]
    [InlineData(1, 11, 0)] // Tuesday, in the dense hours
    [InlineData(3, 16, 30)]
    [InlineData(2, 19, 15)] // in the evening
    [InlineData(4, 1, 30)] // at night
    public async Task After_four_weeks_silence_is_found_within_three_expected_intervals(int day, int hour, int minute)
    {
        using var route = new WatchedRoute(Learned);
        var traffic = new Traffic(seed: 7);
        Assert.False(await route.PassAsync(new TimeSpan(28 + day, hour, minute, 0), traffic.Regular));
        var last = route.Told.LastVerified!.Value;

        Assert.True(await route.PassAsync(TimeSpan.FromDays(1)));

        var (waited, interval) = (route.Clock.GetUtcNow() - last, Traffic.Interval(last)!.Value);
        output.WriteLine($"{last:ddd HH:mm}: silent after {waited}, {waited / interval:F2} intervals");
        Assert.InRange(waited, 1.5 * interval, (3 * interval) + TwoLooks);
        Assert.Equal(last, route.Told.LastVerified);
    }

    [Fact]
    public async Task Silence_that_begins_before_the_weekend_is_found_when_the_weekends_traffic_fails_to_come()
    {
        using var route = new WatchedRoute(Learned);
        var traffic = new Traffic(seed: 7);
        Assert.False(await route.PassAsync(new TimeSpan(28 + 4, 23, 50, 0), traffic.Regular)); // Friday, before midnight

        Assert.True(await route.PassAsync(TimeSpan.FromDays(3)));

        // Three intervals of an hour from Saturday, 10:00, and the hour that a day may begin later.
        var found = route.Clock.GetUtcNow();
        Assert.InRange(found, new DateTimeOffset(2026, 2, 7, 11, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 2, 7, 14, 0, 0, TimeSpan.Zero) + TwoLooks);
    }

    [Fact]
    public async Task A_day_that_begins_an_hour_later_by_summer_time_is_no_silence()
    {
        using var route = new WatchedRoute(Learned);
        var traffic = new Traffic(seed: 7);
        var change = route.Clock.GetUtcNow().AddDays(28);

        Assert.False(await route.PassAsync(TimeSpan.FromDays(35), after =>
        {
            var next = traffic.Regular(after < change ? after : after.AddHours(-1))!.Value;
            return next < change ? next : next.AddHours(1);
        }));
    }

    [Fact]
    public async Task A_burst_is_not_taken_for_a_habit()
    {
        using var route = new WatchedRoute(Learned);
        var traffic = new Traffic(seed: 7);
        var burst = route.Clock.GetUtcNow().AddDays(22).AddHours(9);
        Assert.False(await route.PassAsync(TimeSpan.FromDays(28), after =>
            after >= burst && after < burst.AddMinutes(10) ? after.AddMilliseconds(20) : traffic.Regular(after)));

        Assert.False(await route.PassAsync(TimeSpan.FromDays(7), traffic.Regular));
    }

    [Fact]
    public async Task Three_weeks_are_learned_before_anything_is_expected()
    {
        using var route = new WatchedRoute(Learned);
        Assert.False(await route.PassAsync(TimeSpan.FromDays(20), new Traffic(seed: 7).Regular));

        Assert.Equal(new DateTimeOffset(2026, 1, 26, 1, 0, 0, TimeSpan.Zero), route.Told.LearnsUntil);
        Assert.False(await route.PassAsync(TimeSpan.FromHours(20)));
    }

    [Fact]
    public async Task A_period_that_is_said_holds_from_the_start_and_is_over_with_the_next_webhook()
    {
        using var route = new WatchedRoute(new Expectation(TimeSpan.FromHours(1)));

        Assert.False(await route.PassAsync(TimeSpan.FromMinutes(59)));
        route.Receive();
        Assert.False(await route.PassAsync(TimeSpan.FromMinutes(59)));
        Assert.True(await route.PassAsync(TimeSpan.FromMinutes(1) + TwoLooks));
        Assert.Equal(route.Clock.GetUtcNow(), route.Told.SilentSince);

        route.Receive();
        Assert.False(await route.PassAsync(SilenceWatch.Interval));
        Assert.Null(route.Told.SilentSince);
    }

    [Fact]
    public async Task A_clock_that_was_ahead_makes_no_silence_of_what_comes_when_it_is_right()
    {
        var expectation = new Expectation(TimeSpan.FromMinutes(5));
        using var ahead = new WatchedRoute(expectation, start: new DateTimeOffset(2026, 1, 5, 1, 0, 0, TimeSpan.Zero));
        ahead.Receive();
        await ahead.PassAsync(SilenceWatch.Interval);
        await ahead.StopAsync();
        using var right = new WatchedRoute(expectation, start: new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero)) { States = ahead.States };
        await right.StopAsync();
        right.Start(); // On that store.

        Assert.False(await right.PassAsync(TimeSpan.FromMinutes(30), at => at.AddMinutes(1)));
        Assert.True(await right.PassAsync(TimeSpan.FromMinutes(6) + TwoLooks));
    }

    [Fact]
    public async Task What_came_before_a_restart_counts_and_the_time_in_between_does_not()
    {
        using var route = new WatchedRoute(new Expectation(TimeSpan.FromHours(1)));
        route.Receive();
        Assert.False(await route.PassAsync(TimeSpan.FromMinutes(40)));
        var last = route.Told.LastVerified;
        await route.StopAsync();
        route.Clock.Advance(TimeSpan.FromHours(5));
        route.Start();

        Assert.False(await route.PassAsync(TimeSpan.FromMinutes(19)));
        Assert.Equal(last, route.Told.LastVerified);
        Assert.True(await route.PassAsync(TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public async Task What_was_learned_is_there_after_a_restart()
    {
        using var route = new WatchedRoute(Learned);
        var traffic = new Traffic(seed: 7);
        Assert.False(await route.PassAsync(new TimeSpan(22, 10, 0, 0), traffic.Regular));
        await route.StopAsync();
        route.Start();

        Assert.True(await route.PassAsync(TimeSpan.FromMinutes(20)));
    }

    [Fact]
    public async Task Traffic_of_all_replicas_counts()
    {
        using var route = new WatchedRoute(new Expectation(TimeSpan.FromMinutes(10)), replicas: 3);

        // Turn by turn to another, each of which alone hears something every fifteen minutes only.
        Assert.False(await route.PassAsync(TimeSpan.FromHours(6), after => after.AddMinutes(5)));
        Assert.True(await route.PassAsync(TimeSpan.FromMinutes(12)));
    }

    [Fact]
    public async Task Replicas_learn_together()
    {
        using var route = new WatchedRoute(Learned, replicas: 2);
        var traffic = new Traffic(seed: 7);

        Assert.False(await route.PassAsync(new TimeSpan(29, 11, 0, 0), traffic.Regular));
        var last = route.Told.LastVerified!.Value;
        Assert.True(await route.PassAsync(TimeSpan.FromMinutes(20)));

        Assert.InRange(route.Clock.GetUtcNow() - last, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(16));
    }

    [Fact]
    public async Task Another_expectation_holds_at_once()
    {
        using var route = new WatchedRoute(new Expectation(TimeSpan.FromDays(1)));
        Assert.False(await route.PassAsync(TimeSpan.FromHours(1)));

        route.Expectation = new Expectation(TimeSpan.FromMinutes(5));

        Assert.True(await route.PassAsync(TimeSpan.FromMinutes(5) + TwoLooks));
    }
}
