using Gateway.Delivery.Destinations;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Delivery.Destinations;

public sealed class DestinationBreakerTests
{
    private static readonly BreakerPolicy Policy = new(Failures: 3, TimeSpan.FromSeconds(30));

    private readonly FakeTimeProvider _clock = TestClock.New();
    private readonly DestinationBreaker _breaker;

    public DestinationBreakerTests() => _breaker = new DestinationBreaker(_clock);

    [Fact]
    public void Failures_in_a_row_pause_the_destination_and_an_answer_in_between_does_not()
    {
        Report(false, false, true, false, false);
        Assert.Equal(8, _breaker.Admit(8));

        Assert.True(_breaker.Report(isUp: false, Policy));

        Assert.True(_breaker.IsPaused);
        Assert.Equal(0, _breaker.Admit(8));
    }

    [Fact]
    public void After_the_pause_one_attempt_finds_out()
    {
        Report(false, false, false);

        _clock.Advance(TimeSpan.FromSeconds(29.9));
        Assert.Equal(0, _breaker.Admit(8));
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(1, _breaker.Admit(8));
        Assert.Equal(0, _breaker.Admit(8));
    }

    [Fact]
    public void A_probe_that_fails_pauses_it_again_and_one_that_succeeds_ends_the_pause()
    {
        Pause();
        _breaker.Admit(8);
        Assert.False(_breaker.Report(isUp: false, Policy));
        Assert.Equal(0, _breaker.Admit(8));

        _clock.Advance(Policy.Pause);
        Assert.Equal(1, _breaker.Admit(8));
        Assert.True(_breaker.Report(isUp: true, Policy));
        Assert.Equal(8, _breaker.Admit(8));
    }

    [Fact]
    public void A_probe_with_nothing_to_send_is_made_later()
    {
        Pause();
        _breaker.Admit(8);

        _breaker.Withdraw();

        Assert.Equal(1, _breaker.Admit(8));
    }

    [Fact]
    public void Attempts_that_began_before_the_pause_do_not_prolong_it()
    {
        Report(false, false, false);
        _clock.Advance(TimeSpan.FromSeconds(20));

        Report(false, false);

        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, _breaker.Admit(8));
    }

    private void Pause()
    {
        Report(false, false, false);
        _clock.Advance(Policy.Pause);
    }

    private void Report(params bool[] ups)
    {
        foreach (var up in ups)
        {
            _breaker.Report(up, Policy);
        }
    }
}
