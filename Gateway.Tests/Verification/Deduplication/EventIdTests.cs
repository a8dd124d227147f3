using Gateway.Verification.Deduplication;

namespace Gateway.Tests.Verification.Deduplication;

public sealed class EventIdTests
{
    [Theory]
    [InlineData("ab|c", "a|bc")]
    [InlineData("abc|", "ab|c")]
    [InlineData("a|b", "b|a")]
    [InlineData("a", "a|")]
    [InlineData("a:b", "a|b")]
    [InlineData("\u0001\0\0\0b", "\u0001")]
    [InlineData("\u00e9", "e\u0301")]
    [InlineData("a", "A")]
    [InlineData("1", "1.0")]
    public void Different_parts_are_different_events(string left, string right) =>
        Assert.NotEqual(EventId.Key("hook", Parts(left)), EventId.Key("hook", Parts(right)));

    [Fact]
    public void The_same_parts_are_the_same_event_of_their_route_only()
    {
        Assert.Equal(EventId.Key("hook", Parts("a|b")), EventId.Key("hook", Parts("a|b")));
        Assert.NotEqual(EventId.Key("hook", Parts("a|b")), EventId.Key("other", Parts("a|b")));
    }

    [Theory]
    [InlineData("evt_1", "evt_1")]
    [InlineData("evt_1|created", "evt_1:created")]
    public void People_read_the_parts(string parts, string text) => Assert.Equal(text, EventId.Text(Parts(parts)));

    private static ReadOnlyMemory<char>[] Parts(string parts) => [.. parts.Split('|').Select(part => part.AsMemory())];
}
