using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Events;

/// <summary>CloudEvents one by one, in batches, and in binary mode, by the preset.</summary>
public sealed class BatchTests
{
    private const string Batch = "application/cloudevents-batch+json";

    [Theory]
    [InlineData("""[{"id":"1","source":"/a","type":"order.created"}]""", "order.created")]
    [InlineData("""[{"id":"1","source":"/a","type":"order.created"},{"id":"2","source":"/b","type":"order.paid"}]""", "order.created,order.paid")]
    [InlineData("""[{"id":"1","source":"/a","type":"a"},{"id":"2","source":"/b","type":"b"},{"id":"3","source":"/b","type":"a"}]""", "a,b")]
    [InlineData(""" [ {"id":"1","source":"/a","type":"a"} ] """, "a")]
    [InlineData("""[{"id":"1","source":"/a"}]""", null)]
    [InlineData("[]", null)]
    public async Task A_batch_has_the_types_of_its_members_and_one_id(string body, string? type)
    {
        using var route = Route();

        var journey = await route.SendAsync(Request(Batch, body));

        Assert.Equal(("passed", type), (journey.Code, journey.Webhook.EventType));
        Assert.NotNull(journey.Webhook.EventId);
        Assert.Equal("duplicate_in_flight", await route.OutcomeOfAsync(Request(Batch, body)));
        Assert.Equal("passed", await route.OutcomeOfAsync(Request(Batch, body + " ")));
    }

    [Theory]
    [InlineData("order.created", "passed")]
    [InlineData("order.paid", "passed")]
    [InlineData("order.*", "passed")]
    [InlineData("invoice.*", "ignored")]
    [InlineData("order.created,order.paid", "ignored")]
    public async Task A_batch_passes_that_holds_a_type_that_is_wanted(string accept, string outcome)
    {
        using var route = Route($$""", "Events": { "Accept": [ "{{accept}}" ] }""");

        Assert.Equal(outcome, await route.OutcomeOfAsync(
            Request(Batch, """[{"id":"1","source":"/a","type":"order.created"},{"id":"2","source":"/b","type":"order.paid"}]""")));
    }

    [Fact]
    public async Task Types_of_a_batch_that_are_longer_than_a_name_are_accepted_by_one_of_them()
    {
        using var route = Route(""", "Events": { "Accept": [ "last" ] }""");
        var members = string.Join(',', Enumerable.Range(0, 100).Select(at => $$"""{"id":"{{at}}","source":"/a","type":"type{{at}}"}"""));

        var journey = await route.SendAsync(Request(Batch, $$"""[{{members}},{"id":"x","source":"/a","type":"last"}]"""));

        Assert.Equal(("passed", null), (journey.Code, journey.Webhook.EventType));
    }

    [Theory]
    [InlineData("""{"data":1}""")]
    [InlineData("\"text\"")]
    [InlineData("[1]")]
    [InlineData("")]
    public async Task An_event_in_binary_mode_has_its_type_and_id_in_headers(string body)
    {
        using var route = Route();
        var request = Request(body.Length == 0 ? null : "application/json", body).With("ce-type", "order.created").With("ce-source", "/a").With("ce-id", "1");

        var journey = await route.SendAsync(request);

        Assert.Equal(("passed", "order.created"), (journey.Code, journey.Webhook.EventType));
        Assert.Equal("duplicate_in_flight", await route.OutcomeOfAsync(request));
    }

    private static TestRoute Route(string rest = "") => TestRoute.Compile($$"""{ "Provider": "cloudevents-webhook", "Signature": { "Secrets": "env:SECRET" }{{rest}} }""");

    private static TestRequest Request(string? contentType, string body) =>
        new TestRequest { ContentType = contentType, Text = body }.With("Authorization", "Bearer " + TestRoute.Secret);
}
