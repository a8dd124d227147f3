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

    [Theory]
    [InlineData("AllowDuplicateNames", """{"a":1,"a":2}""")]
    [InlineData("AllowDuplicateNames", """{"a":1,"\u0061":2}""")]
    [InlineData("AllowByteOrderMark", "\uFEFF{}")]
    [InlineData("AllowTrailingContent", "{} x")]
    [InlineData("AllowInvalidUtf8", """{"a":"\ud800"}""")]
    public async Task What_parsers_read_differently_passes_by_its_own_switch_alone(string key, string body)
    {
        string[] keys = ["AllowDuplicateNames", "AllowByteOrderMark", "AllowTrailingContent", "AllowInvalidUtf8"];
        foreach (var other in keys)
        {
            using var route = TestRoute.Unsigned($$"""
                "Schema": { "Json": { "{{other}}": true } }
                """);

            Assert.Equal(other == key ? "passed" : "body_invalid", await route.OutcomeOfAsync(new TestRequest { Text = body }));
        }
    }

    [Theory]
    [InlineData(3, "passed")]
    [InlineData(2, "body_invalid")]
    public async Task A_route_says_how_deep_a_body_may_be(int depth, string outcome)
    {
        using var route = TestRoute.Unsigned($$"""
            "Schema": { "Json": { "MaxDepth": {{depth}} } }
            """);

        Assert.Equal(outcome, await route.OutcomeOfAsync(new TestRequest { Text = "[[[]]]" }));
    }

    [Fact]
    public async Task A_name_that_may_stand_twice_is_read_as_its_last_value()
    {
        using var route = TestRoute.Unsigned("""
            "Schema": { "Json": { "AllowDuplicateNames": true } }, "Deduplication": { "Key": "body:/id", "AllowUnsignedKey": true }
            """);

        Assert.Equal("2", (await route.SendAsync(new TestRequest { Text = """{"id":"1","id":"2"}""" })).Webhook.EventId);
    }

    [Fact]
    public async Task A_schema_that_only_warns_lets_through_what_does_not_fit_and_tells_it()
    {
        using var schema = new TestFile("""{ "required": [ "data" ] }"""u8.ToArray());
        using var route = TestRoute.Unsigned($$"""
            "Schema": { "File": "{{schema.Path}}", "Mode": "Warn" }
            """);

        var journey = await route.SendAsync(new TestRequest { Text = """{"id":1}""" });
        Assert.Equal("passed", journey.Code);
        Assert.Equal("/required", Assert.Single(journey.Webhook.Violations).KeywordLocation);

        Assert.Empty((await route.SendAsync(new TestRequest { Text = """{"data":1}""" })).Webhook.Violations);
        Assert.DoesNotContain(
            "violations",
            (await route.AnswerAsync(Gateway.Outcomes.Outcome.DuplicateInFlight, webhook => webhook.Violations = journey.Webhook.Violations)).Body,
            StringComparison.Ordinal);
        Assert.Equal("body_invalid", await route.OutcomeOfAsync(new TestRequest { Text = """{"a":1,"a":2}""" }));
    }

    [Theory]
    [InlineData("false", "passed")]
    [InlineData("true", "schema_invalid")]
    public async Task Formats_count_where_the_route_says_so(string asserts, string outcome)
    {
        using var route = TestRoute.Unsigned($$"""
            "Schema": { "File": "shipped:standard-webhooks", "AssertFormat": {{asserts}} }
            """);

        Assert.Equal(outcome, await route.OutcomeOfAsync(new TestRequest { Text = """{"type":"a","timestamp":"now","data":1}""" }));
    }

    [Fact]
    public async Task Documents_of_another_place_are_found_by_the_map_and_never_fetched()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-schemas-");
        using var outside = new TestFile("true"u8.ToArray());
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "id.json"), """{ "type": "string" }""");
        using var schema = new TestFile("""{ "properties": { "id": { "$ref": "https://schemas.acme.example/v1/id.json" } } }"""u8.ToArray());
        using var route = TestRoute.Unsigned(Section(schema.Path));

        Assert.Equal("passed", await route.OutcomeOfAsync(new TestRequest { Text = """{"id":"1"}""" }));
        Assert.Equal("schema_invalid", await route.OutcomeOfAsync(new TestRequest { Text = """{"id":1}""" }));

        using var escaping = new TestFile(System.Text.Encoding.UTF8.GetBytes(
            $$"""{ "$ref": "https://schemas.acme.example/v1/%2e%2e%2f{{Path.GetFileName(outside.Path)}}" }"""));
        Assert.Contains(TestRoute.ProblemsOf(Unsigned(Section(escaping.Path))), problem => problem.Contains("is wrong at", StringComparison.Ordinal));
        folder.Delete(recursive: true);

        string Section(string file) => $$"""
            "Schema": { "File": "{{file}}", "References": { "https://schemas.acme.example/v1/": "{{folder.FullName}}" } }
            """;
    }

    [Theory]
    [InlineData("\"Mode\": \"Warn\"", "Schema.Mode: has no effect without a schema")]
    [InlineData("\"AssertFormat\": true", "Schema.AssertFormat: has no effect without a schema")]
    [InlineData("\"File\": \"shipped:imgo\"", "no schema is shipped as 'imgo'. Did you mean 'imggo'?")]
    [InlineData("\"File\": \"shipped:imggo\", \"References\": { \"nonsense\": \"x.json\" }", "Schema.References.nonsense: 'nonsense' is no absolute URI")]
    [InlineData("\"File\": \"shipped:imggo\", \"References\": { \"urn:acme\": \"nodir\" }", ": there is neither a file nor a folder")]
    [InlineData("\"Json\": { \"MaxDepth\": 0 }", "Schema.Json.MaxDepth: is 0; use 1 to 1000")]
    [InlineData("\"Json\": { \"MaxValues\": 0 }", "Schema.Json.MaxValues: is 0; use 1 to 67108864")]
    public void What_is_wrong_with_the_section_is_told(string section, string problem) => Assert.Contains(
        problem, Assert.Single(TestRoute.ProblemsOf(Unsigned($$"""
            "Schema": { {{section}} }
            """))), StringComparison.Ordinal);

    private static string Unsigned(string rest) =>
        """{ "IpAllowList": "0.0.0.0/0", "Signature": { "Algorithm": "none", "Reason": "a test" }, """ + rest + " }";

    private static async Task<string> OutcomeAsync(string? contentType, string body)
    {
        using var route = TestRoute.Unsigned("\"Body\": {}");
        return await route.OutcomeOfAsync(new TestRequest { ContentType = contentType, Text = body });
    }
}
