using System.Text.Json;
using Gateway.JsonSchema;
using Gateway.Outcomes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Forwarding;

public sealed class AnswerWriterTests : IDisposable
{
    private readonly TestRoute _route = TestRoute.Unsigned("\"Body\": {}");

    public static TheoryData<string, int, string, string?> Refusals => new()
    {
        { "duplicate_in_flight", 409, "Already being processed", "1" },
        { "path_invalid", 400, "Invalid path", null },
        { "request_invalid", 400, "Invalid request", null },
        { "ip_not_allowed", 403, "Forbidden", null },
        { "rate_limited", 429, "Too many requests", "1" },
        { "body_too_large", 413, "Body too large", null },
        { "body_timeout", 408, "Body not received in time", null },
        { "body_incomplete", 400, "Body not received whole", null },
        { "content_type_not_allowed", 415, "Content type not allowed", null },
        { "signature_missing", 401, "Invalid signature", null },
        { "signature_malformed", 401, "Invalid signature", null },
        { "signature_invalid", 401, "Invalid signature", null },
        { "timestamp_missing", 401, "Invalid signature", null },
        { "timestamp_too_old", 401, "Invalid signature", null },
        { "timestamp_in_future", 401, "Invalid signature", null },
        { "body_invalid", 400, "Invalid body", null },
        { "schema_invalid", 422, "Body does not match the schema", null },
        { "event_id_missing", 400, "Event id missing", null },
        { "backend_unreachable", 502, "Backend unreachable", null },
        { "backend_timeout", 504, "Backend did not answer in time", null },
        { "store_unavailable", 503, "Temporarily unavailable", "1" },
        { "queue_full", 503, "Temporarily unavailable", "1" },
        { "provider_unavailable", 503, "Temporarily unavailable", "1" },
        { "overloaded", 503, "Temporarily unavailable", "1" },
        { "undecided", 500, "Internal error", null },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_is_problem_details_and_nothing_more(string code, int status, string title, string? retryAfter)
    {
        var answer = await _route.AnswerAsync(Of(code));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.Equal($$"""{"title":"{{title}}","status":{{status}},"error":"{{title}}","requestId":"request-1"}""", answer.Body);
        Assert.Equal(retryAfter, (string?)answer.Headers.RetryAfter);
    }

    [Fact]
    public void Every_refusal_is_in_the_table_above() => Assert.Equal(
        Outcome.All.Where(outcome => outcome.Kind == OutcomeKind.Refusal).Select(outcome => outcome.Code).Order(),
        ((IEnumerable<object?[]>)Refusals).Select(row => (string)row[0]!).Order());

    [Theory]
    [InlineData("duplicate", """{"status":"already_processed"}""")]
    [InlineData("ignored", """{"status":"ignored"}""")]
    public async Task What_is_done_already_is_answered_as_done(string code, string body)
    {
        var answer = await _route.AnswerAsync(Of(code));

        Assert.Equal((200, "application/json", body), (answer.StatusCode, answer.ContentType, answer.Body));
    }

    [Theory]
    [InlineData(0, "1")]
    [InlineData(1, "1")]
    [InlineData(999, "1")]
    [InlineData(1000, "1")]
    [InlineData(1001, "2")]
    [InlineData(86_400_000, "86400")]
    public async Task A_sender_that_waits_as_told_does_not_come_too_early(int milliseconds, string retryAfter)
    {
        var answer = await _route.AnswerAsync(
            Outcome.RateLimited, webhook => webhook.RetryAfter = TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(retryAfter, answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task Violations_of_the_schema_are_listed_and_escaped()
    {
        var answer = await _route.AnswerAsync(
            Outcome.SchemaInvalid,
            webhook => webhook.Violations = [new SchemaViolation("/a\"b", "/properties/x/type", "type", "must be <string>")]);

        using var json = JsonDocument.Parse(answer.Body);
        var violation = Assert.Single(json.RootElement.GetProperty("violations").EnumerateArray());
        Assert.Equal("/a\"b", violation.GetProperty("instanceLocation").GetString());
        Assert.Equal("/properties/x/type", violation.GetProperty("keywordLocation").GetString());
        Assert.Equal("must be <string>", violation.GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("signature_invalid", 65_537, true, "")]
    [InlineData("signature_invalid", 65_537, false, "close")]
    [InlineData("signature_invalid", 65_536, false, "")]
    [InlineData("signature_invalid", null, false, "close")]
    [InlineData("body_timeout", 65_536, false, "close")]
    public async Task A_connection_with_many_unread_bytes_on_it_is_not_used_again(string code, int? length, bool complete, string connection)
    {
        var answer = await _route.AnswerAsync(Of(code), webhook =>
        {
            webhook.BodyIsComplete = complete;
            webhook.Request.ContentLength = length;
            webhook.Request.Headers.TransferEncoding = length is null ? "chunked" : default;
        });

        Assert.Equal(connection, answer.Headers.Connection.ToString());
    }

    [Fact]
    public async Task A_route_may_answer_in_the_providers_own_words()
    {
        using var route = Responses("""{ "signature_invalid": { "StatusCode": 400, "Body": "nö", "ContentType": "text/x" } }""");

        var answer = await route.AnswerAsync(Outcome.SignatureInvalid);

        Assert.Equal((400, "text/x", "nö"), (answer.StatusCode, answer.ContentType, answer.Body));
        Assert.Equal(3, answer.Headers.ContentLength);
    }

    [Theory]
    [InlineData("""{ "StatusCode": 400 }""", 400, "application/problem+json")]
    [InlineData("""{ "Body": "no" }""", 401, "text/plain; charset=utf-8")]
    [InlineData("""{ "Body": "" }""", 401, null)]
    public async Task What_a_route_does_not_say_stays_the_outcomes_own(string response, int status, string? contentType)
    {
        using var route = Responses($$"""{ "signature_invalid": {{response}} }""");

        var answer = await route.AnswerAsync(Outcome.SignatureInvalid);

        Assert.Equal((status, contentType), (answer.StatusCode, answer.ContentType));
        Assert.Equal(401, (await route.AnswerAsync(Outcome.SignatureMissing)).StatusCode);
    }

    [Theory]
    [InlineData("signature_invalid", 204)]
    [InlineData("signature_invalid", 205)]
    [InlineData("signature_invalid", 304)]
    [InlineData("duplicate", 204)]
    [InlineData("ignored", 205)]
    public async Task A_status_that_has_no_body_is_answered_without_one(string code, int status)
    {
        // Kestrel throws when a body is written behind these.
        using var route = Responses($$"""{ "{{code}}": { "StatusCode": {{status}} } }""");
        using var text = Responses($$"""{ "{{code}}": { "StatusCode": {{status}}, "Body": "some" } }""");

        foreach (var answer in new[] { await route.AnswerAsync(Of(code)), await text.AnswerAsync(Of(code)) })
        {
            Assert.Equal((status, null, ""), (answer.StatusCode, answer.ContentType, answer.Body));
            Assert.True(answer.Headers.ContentLength is null or 0);
        }
    }

    public void Dispose() => _route.Dispose();

    private static Outcome Of(string code) => Outcome.All.Single(outcome => outcome.Code == code);

    private static TestRoute Responses(string responses) => TestRoute.Unsigned($"\"Responses\": {responses}");
}
