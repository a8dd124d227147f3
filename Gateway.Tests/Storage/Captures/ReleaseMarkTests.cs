using Gateway.Storage.Captures;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Captures;

public sealed class ReleaseMarkTests
{
    [Fact]
    public void A_mark_is_read_as_it_was_written()
    {
        var mark = new ReleaseMark(ReleaseState.Released)
        {
            Owner = new Guid(1, 2, 3, new byte[8]),
            At = 1_700_000_000_000_000,
            Outcome = "forwarded",
            StatusCode = 204,
        };

        Assert.Equal("3 00000001000200030000000000000000 1700000000000000 204 forwarded", mark.ToText());
        Assert.Equal(mark, ReleaseMark.Parse(mark.ToText()));
    }

    [Fact]
    public void What_nobody_has_touched_takes_no_text()
    {
        Assert.Equal("", ReleaseMark.Kept.ToText());
        Assert.Same(ReleaseMark.Kept, ReleaseMark.Parse(""));
        Assert.Equal(ReleaseMark.PassedOn, ReleaseMark.Parse(ReleaseMark.PassedOn.ToText()));
    }

    /// <summary>Rather not released than twice.</summary>
    [Theory]
    [InlineData("nonsense")]
    [InlineData("4 00000001000200030000000000000000 1 204 forwarded")]
    [InlineData("0 0000000100020003000000000000000 1 204 forwarded")]
    [InlineData("0 00000001000200030000000000000000 -1 204 forwarded")]
    [InlineData("0 00000001000200030000000000000000 1 204 forwarded more")]
    public void What_cannot_be_read_is_held_to_have_been_passed_on(string text) =>
        Assert.Equal(ReleaseMark.PassedOn, ReleaseMark.Parse(text));

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void A_release_is_held_until_its_time_is_over(int secondsBehind, bool isHeld)
    {
        var now = TestClock.New().GetUtcNow();
        var ends = now.AddSeconds(1);
        var mark = new ReleaseMark(ReleaseState.Releasing) { At = (ends - DateTimeOffset.UnixEpoch).Ticks / 10 };

        Assert.Equal(isHeld, mark.IsHeldAt(now.AddSeconds(secondsBehind)));
        Assert.Equal(!isHeld, mark.IsBrokenOffAt(now.AddSeconds(secondsBehind)));
        Assert.False(new ReleaseMark(ReleaseState.Kept) { At = mark.At }.IsHeldAt(now));
    }
}
