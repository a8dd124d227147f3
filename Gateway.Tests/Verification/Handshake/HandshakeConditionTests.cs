using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Handshake;

public sealed class HandshakeConditionTests
{
    [Theory]
    [InlineData("[]", """{"events":[]}""", true)]
    [InlineData("[]", "{\"events\":[ \t\r\n ]}", true)]
    [InlineData("[]", """{"events":[[]]}""", false)]
    [InlineData("[]", """{"events":[null]}""", false)]
    [InlineData("[]", """{"events":{}}""", false)]
    [InlineData("[]", """{"events":"[]"}""", false)]
    [InlineData("[]", """{"events":""}""", false)]
    [InlineData("[]", """{"events":null}""", false)]
    [InlineData("[]", """{}""", false)]
    [InlineData("[]", """{"events":[]""", false)]
    [InlineData("{only}", """{"events":"a"}""", true)]
    [InlineData("{only}", """ { "events" : 1 } """, true)]
    [InlineData("{only}", """{"events":"a","other":1}""", false)]
    [InlineData("{only}", """{"events":"a","events":"b"}""", false)]
    [InlineData("{only}", """{"events":[]}""", false)]
    [InlineData("{only}", """{"events":""}""", false)]
    [InlineData("{only}", """{"other":"a"}""", false)]
    [InlineData("{only}", """["events"]""", false)]
    [InlineData("{absent}", """{}""", true)]
    [InlineData("{absent}", """{"events":""}""", false)]
    [InlineData("{absent}", """{"events":"a"}""", false)]
    [InlineData("{absent}", """{"events":""", false)]
    [InlineData("{hex:2-4}", """{"events":"0f"}""", true)]
    [InlineData("{hex:2-4}", """{"events":"0f9a"}""", true)]
    [InlineData("{hex:2-4}", """{"events":"0"}""", false)]
    [InlineData("{hex:2-4}", """{"events":"0f9ab"}""", false)]
    [InlineData("{hex:2-4}", """{"events":"0F"}""", false)]
    [InlineData("{hex:2-4}", """{"events":"0g"}""", false)]
    [InlineData("{digits:1-3}", """{"events":"042"}""", true)]
    [InlineData("{digits:1-3}", """{"events":42}""", true)]
    [InlineData("{digits:1-3}", """{"events":"4a"}""", false)]
    [InlineData("{digits:1-3}", """{"events":"٤"}""", false)]
    [InlineData("{digits:1-3}", """{"events":-4}""", false)]
    [InlineData("{token:1-8}", """{"events":"a-._~+/="}""", true)]
    [InlineData("{token:1-8}", """{"events":"a=="}""", true)]
    [InlineData("{token:1-8}", """{"events":"a=b"}""", false)]
    [InlineData("{token:1-8}", """{"events":"a&b"}""", false)]
    [InlineData("{token:1-8}", """{"events":"{}"}""", false)]
    [InlineData("{token:1-8}", """{"events":"a b"}""", false)]
    [InlineData("{token:1-8}", """{"events":"é"}""", false)]
    public async Task What_stands_in_the_body_meets_a_condition_or_does_not(string condition, string body, bool holds)
    {
        using var route = Route($$"""{ "Signed": false, "When": { "body:/events": "{{condition}}" } }""");

        Assert.Equal(holds ? "handshake" : "signature_missing", await route.OutcomeOfAsync(new TestRequest { Text = body }));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("a", false)]
    public async Task A_header_that_is_not_there_tells_a_challenge_too(string? value, bool holds)
    {
        using var route = Route("""{ "Signed": false, "When": { "header:X-Other": "{absent}" } }""");
        var request = new TestRequest();

        Assert.Equal(
            holds ? "handshake" : "signature_missing",
            await route.OutcomeOfAsync(value is null ? request : request.With("X-Other", value)));
        Assert.Equal("signature_missing", await route.OutcomeOfAsync(request.With("X-Other", "a").With("X-Other", "b")));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("head")]
    [InlineData("OPTIONS")]
    public async Task By_these_methods_nothing_else_is_sent(string method)
    {
        using var route = Route($$"""{ "Method": "{{method}}", "Signed": false }""");

        Assert.Equal("handshake", await route.OutcomeOfAsync(new TestRequest { Method = method, ContentType = null, Body = [] }));
        Assert.Equal("signature_missing", await route.OutcomeOfAsync(new TestRequest()));
    }

    [Theory]
    [InlineData("verify-me", "handshake", 200)]
    [InlineData("verify-m", "signature_invalid", 404)]
    [InlineData("verify-mee", "signature_invalid", 404)]
    [InlineData("Verify-me", "signature_invalid", 404)]
    [InlineData("", "signature_invalid", 404)]
    [InlineData("verify-me&verify=verify-me", "signature_invalid", 404)]
    public async Task A_wrong_secret_is_refused_as_the_provider_expects(string value, string outcome, int status)
    {
        using var route = Route("""
            { "Method": "GET", "Signed": false, "Secret": "env:VERIFY", "When": { "query:verify": "{secret}" }, "Otherwise": 404 }
            """);

        var journey = await route.SendAsync(
            new TestRequest { Method = "GET", Target = "/hook?verify=" + value, ContentType = null, Body = [] });

        Assert.Equal(outcome, journey.Code);
        Assert.Equal(status, journey.Webhook.Handshake!.StatusCode);
    }

    [Fact]
    public async Task Without_another_status_a_wrong_secret_makes_no_challenge()
    {
        using var route = Route("""
            [ { "Signed": false, "Secret": "env:VERIFY", "When": { "query:v": "{secret}" } },
              { "Signed": false, "When": { "query:v": "other" } } ]
            """);

        Assert.Equal("handshake", await route.OutcomeOfAsync(new TestRequest { Target = "/hook?v=other" }));
        Assert.Equal("signature_missing", await route.OutcomeOfAsync(new TestRequest { Target = "/hook?v=wrong" }));
    }

    private static TestRoute Route(string handshakes) => TestRoute.Compile(
        $$"""
        {
          "Handshake": {{handshakes}},
          "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": "env:SECRET" }
        }
        """,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["VERIFY"] = "verify-me" });
}
