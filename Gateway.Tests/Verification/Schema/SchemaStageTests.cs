using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Schema;

/// <summary>Which bodies are held to JSON at all; what a schema says of them is tested where schemas are.</summary>
public sealed class SchemaStageTests
{
    [Theory]
    [InlineData("application/json")]
    [InlineData("APPLICATION/JSON")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=utf-8")]
    [InlineData(" application/json ;x")]
    [InlineData("application/cloudevents+json")]
    [InlineData("application/vnd.api+JSON; v=1")]
    public async Task What_says_it_is_JSON_must_be_JSON_that_all_parsers_read_alike(string contentType)
    {
        Assert.Equal("body_invalid", await OutcomeAsync(contentType, """{"a":1,"a":2}"""));
        Assert.Equal("body_invalid", await OutcomeAsync(contentType, """{"a":1} {}"""));
        Assert.Equal("body_invalid", await OutcomeAsync(contentType, ""));
        Assert.Equal("passed", await OutcomeAsync(contentType, """{"a":1}"""));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/jsonp")]
    [InlineData("application/x-json-stream")]
    [InlineData("text/plain; x=application/json")]
    public async Task Anything_else_is_not_held_to_it_without_a_schema(string? contentType) =>
        Assert.Equal("passed", await OutcomeAsync(contentType, """{"a":1,"a":2}"""));

    [Theory]
    [InlineData("text/plain", "application/json")]
    [InlineData("application/json", "text/plain")]
    [InlineData("application/json", "application/json")]
    [InlineData("application/json; a=b", "text/xml")]
    public async Task Two_content_types_are_refused_since_the_backend_may_read_the_other(string first, string second)
    {
        using var route = TestRoute.Unsigned("\"Body\": {}");

        Assert.Equal("content_type_not_allowed", await route.OutcomeOfAsync(
            new TestRequest { ContentType = first, Text = """{"a":1,"a":2}""" }.With("Content-Type", second)));
    }

    [Fact]
    public async Task A_route_with_a_schema_holds_every_body_to_JSON()
    {
        using var schema = new TestFile("{}"u8.ToArray());
        using var route = TestRoute.Unsigned($$"""
            "Schema": { "File": "{{schema.Path}}" }
            """);

        Assert.Equal("body_invalid", await route.OutcomeOfAsync(new TestRequest { ContentType = "text/plain", Text = "x" }));
        Assert.Equal("passed", await route.OutcomeOfAsync(new TestRequest { ContentType = "text/plain", Text = "[]" }));
    }

    private static async Task<string> OutcomeAsync(string? contentType, string body)
    {
        using var route = TestRoute.Unsigned("\"Body\": {}");
        return await route.OutcomeOfAsync(new TestRequest { ContentType = contentType, Text = body });
    }
}
