using Gateway.Tests.Support;
using Gateway.Verification.Events;

namespace Gateway.Tests.Verification.Events;

public sealed class EventsStageTests
{
    [Theory]
    [InlineData("resource.created", "resource.created", "passed")]
    [InlineData("resource.created", "resource.createdx", "ignored")]
    [InlineData("resource.created", "xresource.created", "ignored")]
    [InlineData("resource.created", "Resource.Created", "ignored")]
    [InlineData("resource.created", "resourceXcreated", "ignored")]
    [InlineData("resource.*", "resource.created", "passed")]
    [InlineData("resource.*", "resource.", "passed")]
    [InlineData("resource.*", "resource", "ignored")]
    [InlineData("*.created", "a.b.created", "passed")]
    [InlineData("*.created", "a.created.b", "ignored")]
    [InlineData("a*b*c", "a--b--c", "passed")]
    [InlineData("a*b*c", "a--c--b", "ignored")]
    [InlineData("*", "anything at all", "passed")]
    [InlineData("*.*", "anything", "ignored")]
    [InlineData("a.b", "a*", "ignored")]
    [InlineData("7", "7", "passed")]
    public async Task A_type_is_accepted_by_its_pattern(string pattern, string type, string outcome)
    {
        using var route = Route($"\"{pattern}\"");

        Assert.Equal(outcome, await route.OutcomeOfAsync(new TestRequest { Text = $$"""{"type":"{{type}}"}""" }));
    }

    [Theory]
    [InlineData("a", "passed")]
    [InlineData("b.x", "passed")]
    [InlineData("c", "ignored")]
    public async Task Any_pattern_of_the_list_will_do(string type, string outcome)
    {
        using var route = Route("""[ "a", "b.*" ]""");

        Assert.Equal(outcome, await route.OutcomeOfAsync(new TestRequest { Text = $$"""{"type":"{{type}}"}""" }));
    }

    [Theory]
    [InlineData("{}", "ignored")]
    [InlineData("""{"type":null}""", "ignored")]
    [InlineData("""{"type":""}""", "ignored")]
    [InlineData("""{"type":["a"]}""", "ignored")]
    [InlineData("""{"type":"a","type":"b"}""", "body_invalid")]
    [InlineData("nothing", "body_invalid")]
    public async Task A_webhook_without_one_readable_type_is_not_accepted(string body, string outcome)
    {
        using var route = Route("\"*\"");

        Assert.Equal(outcome, await route.OutcomeOfAsync(new TestRequest { Text = body }));
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("""{"type":"a.b"}""", "a.b")]
    public async Task Without_a_list_every_type_passes_and_is_named(string body, string? type)
    {
        using var route = TestRoute.Unsigned("""
            "Events": { "Type": "body:/type" }
            """);

        var journey = await route.SendAsync(new TestRequest { Text = body });

        Assert.True(journey.Verdict.Passed);
        Assert.Equal(type, journey.Webhook.EventType);
    }

    [Theory]
    [InlineData(256, "passed")]
    [InlineData(257, "ignored")]
    public async Task A_text_too_long_for_a_header_is_no_type(int length, string outcome)
    {
        using var route = Route("\"a*\"");

        Assert.Equal(outcome, await route.OutcomeOfAsync(new TestRequest { Text = $$"""{"type":"{{new string('a', length)}}"}""" }));
    }

    [Fact]
    public async Task A_pattern_of_many_stars_costs_no_more_than_its_text_is_long()
    {
        using var route = Route($"\"{string.Concat(Enumerable.Repeat("a*", 40))}b\"");
        var type = new string('a', EventsStage.MaxTypeLength);

        Assert.Equal("ignored", await route.OutcomeOfAsync(new TestRequest { Text = $$"""{"type":"{{type}}"}""" }));
    }

    private static TestRoute Route(string accept) => TestRoute.Unsigned($$"""
        "Events": { "Type": "body:/type", "Accept": {{accept}} }
        """);
}
