using System.Globalization;
using Gateway.Delivery.Destinations;
using Gateway.Tests.Support;

namespace Gateway.Tests.Delivery.Destinations;

public sealed class RetryPolicyTests
{
    [Theory]
    [InlineData(1, "00:00:05")]
    [InlineData(2, "00:00:10")]
    [InlineData(3, "00:00:20")]
    [InlineData(10, "00:42:40")]
    [InlineData(11, "01:00:00")]
    [InlineData(100, "01:00:00")]
    [InlineData(int.MaxValue, "01:00:00")]
    public void A_delay_doubles_with_each_attempt_up_to_the_longest(int attempts, string expected) =>
        Assert.Equal(Parse(expected), Growing(chance: 1).Next(attempts, TimeSpan.Zero, retryAfter: null));

    [Theory]
    [InlineData(0, "00:00:05")]
    [InlineData(0.5, "00:00:07.5")]
    [InlineData(1, "00:00:10")]
    public void Half_of_a_delay_is_chance(double chance, string expected) =>
        Assert.Equal(Parse(expected), Growing(chance).Next(2, TimeSpan.Zero, retryAfter: null));

    [Fact]
    public void Without_a_choice_of_the_tests_delays_differ()
    {
        var policy = new RetryPolicy(TimeSpan.FromHours(1), TimeSpan.FromHours(1), Delays: null, GiveUpAfter: null, new HashSet<int>());

        var delays = Enumerable.Range(0, 20).Select(_ => policy.Next(1, TimeSpan.Zero, retryAfter: null)!.Value).ToList();

        Assert.True(delays.Distinct().Count() > 1);
        Each.Is(delays, delay => Assert.InRange(delay, TimeSpan.FromMinutes(30), TimeSpan.FromHours(1)));
    }

    [Theory]
    [InlineData(1, "00:00:01")]
    [InlineData(2, "00:01:00")]
    [InlineData(3, null)]
    [InlineData(4, null)]
    public void Listed_delays_are_exact_and_end(int attempts, string? expected) =>
        Assert.Equal(Parse(expected), Listed().Next(attempts, TimeSpan.FromDays(300), retryAfter: null));

    [Fact]
    public void A_clock_of_the_store_that_is_ahead_changes_nothing() =>
        Assert.Equal(TimeSpan.FromSeconds(1), Listed().Next(1, TimeSpan.FromHours(-1), retryAfter: null));

    [Theory]
    [InlineData("00:00:01", "00:00:10")]
    [InlineData("00:01:00", "00:01:00")]
    [InlineData("7.00:00:00", "1.00:00:00")]
    public void What_the_destination_asks_for_counts_if_it_is_longer_and_no_longer_than_a_day(string asked, string expected) =>
        Assert.Equal(Parse(expected), Growing(chance: 1).Next(2, TimeSpan.Zero, Parse(asked)));

    [Theory]
    [InlineData("-3.00:00:00", "01:00:00")]
    [InlineData("2.23:00:00", "01:00:00")]
    [InlineData("2.23:59:59", "00:00:01")]
    [InlineData("3.00:00:00", null)]
    [InlineData("4.00:00:00", null)]
    public void The_last_attempt_is_made_when_the_time_is_over(string age, string? expected)
    {
        var policy = Growing(chance: 1) with { GiveUpAfter = TimeSpan.FromDays(3) };

        Assert.Equal(Parse(expected), policy.Next(40, Parse(age)!.Value, retryAfter: null));
    }

    private static RetryPolicy Growing(double chance) =>
        new(TimeSpan.FromSeconds(5), TimeSpan.FromHours(1), Delays: null, GiveUpAfter: null, new HashSet<int>()) { Chance = () => chance };

    private static RetryPolicy Listed() => new(
        TimeSpan.FromSeconds(5), TimeSpan.FromHours(1), [TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)], GiveUpAfter: null, new HashSet<int>());

    private static TimeSpan? Parse(string? text) => text is null ? null : TimeSpan.Parse(text, CultureInfo.InvariantCulture);
}
