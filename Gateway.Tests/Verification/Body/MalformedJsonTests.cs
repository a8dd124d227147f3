using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Body;

/// <summary>What is signed and no JSON, and what is signed and nothing: bodies that are sent, though no parser reads them.</summary>
public sealed class MalformedJsonTests
{
    private const string Signed = """
        "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": "env:SECRET" },
        "Body": { "ContentTypes": [ "application/json" ] },
        "Events": { "Type": "body:/type" }, "Deduplication": { "Key": "body:/id | sha256-hex:body" }
        """;

    private const string Malformed = "{\"id\":\"evt_x\",\"type\":\"authentication_failed\",\ufffd{\"payment_id\":\"pay_1\"}}";

    [Theory]
    [InlineData(Malformed)]
    [InlineData("{")]
    [InlineData("[1,]")]
    [InlineData("text")]
    public async Task What_is_no_JSON_passes_by_its_switch_as_a_body_without_values(string body)
    {
        using var strict = TestRoute.Compile($"{{ {Signed} }}");
        using var lenient = TestRoute.Compile($$"""{ {{Signed}}, "Schema": { "Json": { "AllowMalformed": true } } }""");

        var journey = await lenient.SendAsync(Request(body));

        Assert.Equal(("passed", null), (journey.Code, journey.Webhook.EventType));
        Assert.Equal("body_invalid", await strict.OutcomeOfAsync(Request(body)));
        Assert.Equal("signature_invalid", await lenient.OutcomeOfAsync(Request(body) with { Text = body + " " }));
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{} x")]
    [InlineData("\ufeff{}")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    public async Task The_switch_lets_nothing_pass_that_another_is_for(string body)
    {
        using var lenient = TestRoute.Compile($$"""{ {{Signed}}, "Schema": { "Json": { "AllowMalformed": true } } }""");

        Assert.Equal("body_invalid", await lenient.OutcomeOfAsync(Request(body)));
    }

    [Fact]
    public async Task A_schema_is_not_fit_by_what_is_no_JSON()
    {
        using var schema = new TestFile("{}"u8.ToArray());
        using var route = TestRoute.Compile($$"""{ {{Signed}}, "Schema": { "File": "{{schema.Path}}", "Json": { "AllowMalformed": true } } }""");

        Assert.Equal("body_invalid", await route.OutcomeOfAsync(Request("{")));
    }

    [Theory]
    [InlineData("\"Algorithm\": \"shared-token\", \"From\": \"header:X-Sig\"")]
    [InlineData("\"Algorithm\": \"sha256\", \"From\": \"header:X-Sig\", \"Content\": \"{secret}{body}\"")]
    [InlineData("\"Algorithm\": \"hmac-sha256\", \"From\": \"header:X-Sig\", \"Content\": \"{body:/id}\"")]
    public void The_switch_is_for_bodies_that_are_signed_to_their_last_byte(string scheme) => Assert.Contains(
        "Schema.Json.AllowMalformed: can be allowed only where all of the body is signed",
        Assert.Single(TestRoute.ProblemsOf($$"""
            { "Signature": { {{scheme}}, "Secrets": "env:SECRET" }, "Schema": { "Json": { "AllowMalformed": true } } }
            """)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("GET", null)]
    [InlineData("DELETE", null)]
    [InlineData("POST", null)]
    [InlineData("POST", "application/json")]
    public async Task A_signed_request_without_a_body_has_no_values_and_passes(string method, string? contentType)
    {
        using var route = TestRoute.Compile("""
            {
              "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": "env:SECRET" },
              "Body": { "ContentTypes": [ "application/json" ] }, "Events": { "Type": "body:/type" }, "Deduplication": { "Key": "header:X-Sig" }
            }
            """);

        var journey = await route.SendAsync(Request("") with { Method = method, ContentType = contentType });

        Assert.Equal(("passed", null), (journey.Code, journey.Webhook.EventType));
    }

    [Fact]
    public async Task What_has_to_have_a_schema_s_form_has_to_have_a_body()
    {
        using var schema = new TestFile("{}"u8.ToArray());
        using var route = TestRoute.Compile($$"""{ {{Signed}}, "Schema": { "File": "{{schema.Path}}" } }""");

        Assert.Equal("body_invalid", await route.OutcomeOfAsync(Request("") with { ContentType = null }));
    }

    [Fact]
    public async Task An_empty_body_beside_a_signature_of_something_else_is_no_JSON()
    {
        using var route = TestRoute.Compile("""{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Content": "{header:X-Id}", "Secrets": "env:SECRET" } }""");

        Assert.Equal("body_invalid", await route.OutcomeOfAsync(
            new TestRequest { Body = [] }.With("X-Id", "1").With("X-Sig", Hmac.Hex(TestRoute.Secret, "1"))));
    }

    /// <summary>Google's push channels: whoever has the token could send any body.</summary>
    [Fact]
    public async Task An_empty_body_with_a_token_is_a_notification()
    {
        using var route = TestRoute.Compile("""{ "Signature": { "Algorithm": "shared-token", "From": "header:X-Sig", "Secrets": "env:SECRET" } }""");

        Assert.Equal("passed", await route.OutcomeOfAsync(new TestRequest { Body = [] }.With("X-Sig", TestRoute.Secret)));
    }

    private static TestRequest Request(string body) =>
        new TestRequest { Text = body }.With("X-Sig", Convert.ToHexStringLower(Hmac.Sha256(TestRoute.Secret, Encoding.UTF8.GetBytes(body))));
}
