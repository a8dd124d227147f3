using System.Text;
using Gateway.Forwarding;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Handshake;

public sealed class HandshakeStageTests
{
    private const string Subscribe = """
        {
          "Method": "GET", "Signed": false,
          "When": { "query:hub.mode": "subscribe", "query:hub.verify_token": "token", "query:hub.challenge": "*" },
          "Answer": { "Body": "{query:hub.challenge}" }
        }
        """;

    private const string Echo = """
        {
          "Signed": false, "When": { "body:/type": "url_verification" },
          "Answer": { "ContentType": "application/json", "Body": "{\"challenge\":\"{body:/challenge}\"}" }
        }
        """;

    [Theory]
    [InlineData("GET", "hub.mode=subscribe&hub.verify_token=token&hub.challenge=12345", "handshake")]
    [InlineData("get", "hub.mode=subscribe&hub.verify_token=token&hub.challenge=12345", "handshake")]
    [InlineData("POST", "hub.mode=subscribe&hub.verify_token=token&hub.challenge=12345", "signature_missing")]
    [InlineData("GET", "hub.mode=unsubscribe&hub.verify_token=token&hub.challenge=12345", "signature_missing")]
    [InlineData("GET", "hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=12345", "signature_missing")]
    [InlineData("GET", "hub.mode=subscribe&hub.verify_token=Token&hub.challenge=12345", "signature_missing")]
    [InlineData("GET", "hub.mode=subscribe&hub.verify_token=token&hub.challenge=", "signature_missing")]
    [InlineData("GET", "hub.mode=subscribe&hub.verify_token=token", "signature_missing")]
    [InlineData("GET", "hub.mode=subscribe&hub.verify_token=token&hub.challenge=1&hub.challenge=2", "signature_missing")]
    [InlineData("GET", "hub.mode=subscribe&hub.mode=subscribe&hub.verify_token=token&hub.challenge=1", "signature_missing")]
    public async Task A_challenge_is_what_meets_every_condition(string method, string query, string outcome)
    {
        using var route = Route(Subscribe);

        Assert.Equal(outcome, await route.OutcomeOfAsync(
            new TestRequest { Method = method, Target = "/hook?" + query, ContentType = null, Body = [] }));
    }

    [Fact]
    public async Task The_answer_is_the_providers_own()
    {
        using var route = Route("""
            {
              "Signed": false, "When": { "header:X-Hook-Secret": "*" },
              "Answer": { "StatusCode": 201, "ContentType": "text/x-proof", "Body": "ok {header:X-Hook-Secret}", "Headers": { "X-Hook-Secret": "{header:X-Hook-Secret}" } }
            }
            """);

        var answer = await AnswerAsync(route, new TestRequest().With("X-Hook-Secret", "s3"));

        Assert.Equal(201, answer.StatusCode);
        Assert.Equal("text/x-proof", answer.ContentType);
        Assert.Equal("ok s3", answer.Body);
        Assert.Equal("s3", answer.Headers["X-Hook-Secret"]);
        Assert.Equal("nosniff", answer.Headers.XContentTypeOptions);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\\\"},{\\\"a\\\":\\\"", "\\u0022},{\\u0022a\\u0022:\\u0022")]
    [InlineData("<script>", "\\u003Cscript\\u003E")]
    [InlineData("a\\nb\\u0000", "a\\nb\\u0000")]
    [InlineData("\\u00e9\\ud83d\\ude00", "\\u00E9\\uD83D\\uDE00")]
    public async Task In_a_JSON_answer_what_is_echoed_stays_one_text(string challenge, string echoed)
    {
        using var route = Route(Echo);

        var answer = await AnswerAsync(route, new TestRequest { Text = $$"""{"type":"url_verification","challenge":"{{challenge}}"}""" });

        Assert.Equal($$"""{"challenge":"{{echoed}}"}""", answer.Body);
        Assert.Equal("application/json", answer.ContentType);
    }

    [Theory]
    [InlineData(1024, "handshake")]
    [InlineData(1025, "signature_missing")]
    public async Task A_challenge_longer_than_any_provider_sends_is_not_echoed(int length, string outcome)
    {
        using var route = Route(Echo);
        var challenge = new string('x', length);

        Assert.Equal(outcome, await route.OutcomeOfAsync(
            new TestRequest { Text = $$"""{"type":"url_verification","challenge":"{{challenge}}"}""" }));
    }

    [Theory]
    [InlineData("""{"type":"url_verification"}""")]
    [InlineData("""{"type":"url_verification","challenge":null}""")]
    [InlineData("""{"type":"url_verification","challenge":{"a":1}}""")]
    [InlineData("""{"type":"url_verification","challenge":"a","challenge":"b"}""")]
    [InlineData("""{"type":"url_verification","challenge":"a"} x""")]
    [InlineData("""["url_verification"]""")]
    [InlineData("")]
    public async Task A_challenge_that_lacks_its_value_is_an_unsigned_webhook(string body)
    {
        using var route = Route(Echo);

        Assert.Equal("signature_missing", await route.OutcomeOfAsync(new TestRequest { Text = body }));
    }

    [Theory]
    [InlineData("plain text!", "handshake")]
    [InlineData("a%0D%0ASet-Cookie:%20b", "signature_missing")]
    [InlineData("a%0Ab", "signature_missing")]
    [InlineData("a%00b", "signature_missing")]
    [InlineData("a%01b", "signature_missing")]
    [InlineData("a%7Fb", "signature_missing")]
    [InlineData("%C3%A9", "signature_missing")]
    [InlineData("%F0%9F%98%80", "signature_missing")]
    public async Task What_no_header_may_hold_is_not_echoed_in_one(string value, string outcome)
    {
        using var route = Route("""
            { "Signed": false, "When": { "query:c": "*" }, "Answer": { "Headers": { "X-Echo": "{query:c}" } } }
            """);

        Assert.Equal(outcome, await route.OutcomeOfAsync(new TestRequest { Target = "/hook?c=" + value }));
    }

    [Theory]
    [InlineData(true, "handshake")]
    [InlineData(false, "signature_invalid")]
    public async Task A_signed_challenge_is_answered_only_when_it_is_proven(bool proven, string outcome)
    {
        using var route = Route(Echo.Replace("\"Signed\": false, ", "", StringComparison.Ordinal));
        const string body = """{"type":"url_verification","challenge":"abc"}""";
        var signature = Hmac.Hex(proven ? TestRoute.Secret : "wrong", body);

        Assert.Equal(outcome, await route.OutcomeOfAsync(new TestRequest { Text = body }.With("X-Sig", signature)));
    }

    [Fact]
    public async Task The_first_challenge_that_matches_is_answered()
    {
        using var route = Route($"[ {Subscribe}, {Echo} ]");

        var answer = await AnswerAsync(route, new TestRequest { Text = """{"type":"url_verification","challenge":"x"}""" });

        Assert.Equal("""{"challenge":"x"}""", answer.Body);
    }

    [Theory]
    [InlineData("true", """{"ping":true}""", "handshake")]
    [InlineData("true", """{"ping":"true"}""", "handshake")]
    [InlineData("true", """{"ping":false}""", "signature_missing")]
    [InlineData("false", """{"ping":false}""", "handshake")]
    [InlineData("7", """{"ping":7}""", "handshake")]
    [InlineData("*", """{"ping":false}""", "handshake")]
    public async Task A_condition_may_be_a_truth_value_or_a_number(string condition, string body, string outcome)
    {
        using var route = Route($$"""{ "Signed": false, "When": { "body:/ping": "{{condition}}" } }""");

        Assert.Equal(outcome, await route.OutcomeOfAsync(new TestRequest { Text = body }));
    }

    private static TestRoute Route(string handshakes) => TestRoute.Compile($$"""
        {
          "Handshake": {{handshakes}},
          "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": "env:SECRET" }
        }
        """);

    private static async Task<TestAnswer> AnswerAsync(TestRoute route, TestRequest request)
    {
        var journey = await route.SendAsync(request);
        Assert.Equal("handshake", journey.Code);
        await AnswerWriter.WriteAsync(journey.Webhook, journey.Verdict.Outcome);
        var answer = TestAnswer.Of(journey.Webhook.Context.Response);
        Assert.Equal(Encoding.UTF8.GetByteCount(answer.Body), answer.Headers.ContentLength);
        return answer;
    }
}
