using Gateway.JsonSchema;
using Gateway.Storage;
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
        Assert.NotEqual(Key("hook", left), Key("hook", right));

    [Fact]
    public void The_same_parts_are_the_same_event_of_their_route_only()
    {
        Assert.Equal(Key("hook", "a|b"), Key("hook", "a|b"));
        Assert.NotEqual(Key("hook", "a|b"), Key("other", "a|b"));
    }

    [Theory]
    [InlineData("evt_1", "evt_1")]
    [InlineData("evt_1|created", "evt_1:created")]
    public void People_read_the_parts(string parts, string text) => Assert.Equal(text, Text(parts));

    [Theory]
    [InlineData(256, 0, false)]
    [InlineData(257, 0, true)]
    [InlineData(128, 127, false)]
    [InlineData(128, 128, true)]
    public void An_id_too_long_for_a_header_is_named_by_its_hash(int first, int second, bool hashed)
    {
        var parts = new string('a', first) + (second > 0 ? "|" + new string('b', second) : "");

        Assert.Equal(hashed ? "sha256:" : "aaaaaaa", Text(parts)[..7]);
        Assert.Equal(hashed ? "sha256:".Length + 64 : 256, Text(parts).Length);
        Assert.NotEqual(Text(parts), Text(parts[..^1] + "c"));
    }

    private static string Text(string parts) => EventId.Text(Parts(parts), Key("hook", parts));

    private static ClaimKey Key(string route, string parts) => EventId.Key(route, Parts(parts), SharedScratch.Instance)!.Value;

    private static ReadOnlyMemory<char>[] Parts(string parts) => [.. parts.Split('|').Select(part => part.AsMemory())];
}
