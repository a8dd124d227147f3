using Gateway.Captures;
using Gateway.Tests.Support;

namespace Gateway.Tests.Captures;

public sealed class CapturePaceTests
{
    [Fact]
    public void One_sender_has_as_many_copies_as_places_and_then_as_many_in_a_minute()
    {
        var clock = TestClock.New();
        var pace = new CapturePace(100, clock);

        Assert.Equal(100, Taken(pace, 1000));
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(50, Taken(pace, 1000));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(100, Taken(pace, 1000));
    }

    [Fact]
    public void Others_have_their_own()
    {
        var pace = new CapturePace(10, TestClock.New());
        Taken(pace, 1000);

        // Of many some may share a place with it.
        Assert.InRange(Enumerable.Range(1, 100).Count(sender => pace.TryTake("hooks", (UInt128)sender)), 90, 100);
        Assert.InRange(Enumerable.Range(1, 100).Count(route => pace.TryTake($"route{route}", 0)), 90, 100);
    }

    private static int Taken(CapturePace pace, int asked) => Enumerable.Range(0, asked).Count(_ => pace.TryTake("hooks", 0));
}
