using System.Buffers;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature.Jwt;

/// <summary>Claims as values of the stages behind the signature.</summary>
public sealed class TokenValueTests
{
    [Theory]
    [InlineData("0", "passed")]
    [InlineData("-300", "passed")]
    [InlineData("-301", "timestamp_too_old")]
    [InlineData("300", "passed")]
    [InlineData("301", "timestamp_in_future")]
    [InlineData(null, "timestamp_missing")]
    public async Task A_claim_may_be_the_timestamp(string? ahead, string outcome)
    {
        using var route = TokenRoute.Compile(rest: """ "Replay": { "Timestamp": "jwt:iat" }, """);
        var issued = ahead is null ? "" : $"\"iat\":{route.Clock.GetUtcNow().ToUnixTimeSeconds() + int.Parse(ahead, System.Globalization.CultureInfo.InvariantCulture)}";

        Assert.Equal(outcome, await route.OutcomeOfAsync(TokenRoute.Request(TestToken.Of("{" + issued + "}"))));
    }

    [Fact]
    public async Task Claims_may_be_the_events_id_and_type()
    {
        using var route = TokenRoute.Compile(rest: """
            "Deduplication": { "Key": [ "jwt:jti", "jwt:https://acme.example/a~b" ] }, "Events": { "Type": "jwt:type", "Accept": "job.*" },
            """);

        var journey = await route.SendAsync(TokenRoute.Request(TestToken.Of("""{"jti":"7","https://acme.example/a~b":3,"type":"job.done"}""")));

        Assert.Equal("passed", journey.Code);
        Assert.Equal("7:3", journey.Webhook.EventId);
        Assert.Equal("job.done", journey.Webhook.EventType);
    }

    [Theory]
    [InlineData("""{"jti":""}""")]
    [InlineData("""{"jti":null}""")]
    [InlineData("""{"jti":["1"]}""")]
    [InlineData("{}")]
    public async Task A_claim_that_names_nothing_is_missing(string payload)
    {
        using var route = TokenRoute.Compile(rest: """ "Deduplication": { "Key": "jwt:jti" }, """);

        Assert.Equal("event_id_missing", await route.OutcomeOfAsync(TokenRoute.Request(TestToken.Of(payload))));
    }

    [Theory]
    [InlineData("body:/id", "{sha256-hex:body}", true)]
    [InlineData("body:/id", "{crc32:body}", false)]
    [InlineData("body:/id", "Acme", false)]
    [InlineData("query:id", "{url}", true)]
    [InlineData("query:id", "{sha256-hex:url}", true)]
    [InlineData("header:X-Id", "{header:X-Id}", true)]
    [InlineData("header:X-Id", "{sha256-hex:body}", false)]
    [InlineData("jwt:jti", "Acme", true)]
    [InlineData("jwt:jti | body:/id", "Acme", false)]
    public void A_token_covers_what_its_claims_say_and_itself(string key, string claim, bool covers)
    {
        var problems = TestRoute.ProblemsOf($$"""
            {
              "PublicUrl": "https://hooks.example.org/in",
              "Signature": {
                "Algorithm": "jwt", "From": "header:X-Token", "Secrets": "env:SECRET", "Jwt": { "Algorithms": "HS256", "Claims": { "a": "{{claim}}" } }
              },
              "Deduplication": { "Key": "{{key}}" }
            }
            """);

        Assert.Equal(covers ? 0 : 1, problems.Count);
    }

    [Fact]
    public async Task A_claim_may_be_echoed_in_a_signed_handshake()
    {
        using var route = TokenRoute.Compile(rest: """
            "Handshake": { "When": { "jwt:type": "ping" }, "Answer": { "Body": "{jwt:jti}" } },
            """);

        var journey = await route.SendAsync(TokenRoute.Request(TestToken.Of("""{"type":"ping","jti":"7"}""")));

        Assert.Equal("handshake", journey.Code);
        Assert.Equal("7"u8, journey.Webhook.Handshake!.Body);
    }

    [Theory]
    [InlineData("HS256")]
    [InlineData("HS384")]
    [InlineData("HS512")]
    public async Task What_the_command_line_signs_verifies(string algorithm)
    {
        using var route = TokenRoute.Compile(
            $$"""{ "Algorithms": "{{algorithm}}", "Claims": { "iss": "Acme", "sub": "{url}", "hash": "{sha256-base64url:body}" } }""",
            """
            "PublicUrl": "https://hooks.example.org/in", "Replay": { "Timestamp": "jwt:iat" }, "Deduplication": { "Key": "jwt:jti" },
            """);
        var request = new TestRequest();
        using var draft = route.Receive(request);
        draft.Body.TryReserve(request.Body.Length);
        draft.Body.Append(new ReadOnlySequence<byte>(request.Body));

        route.Signer.Sign(draft, route.Clock.GetUtcNow());

        Assert.True(route.Signer.MayBeShown(route.Clock.GetUtcNow()));
        Assert.Equal("passed", await route.OutcomeOfAsync(TokenRoute.Request(draft.Request.Headers["X-Token"].ToString())));
    }

    [Theory]
    [InlineData("""{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X", "Secrets": "env:SECRET" }, "Deduplication": { "Key": "jwt:jti" } }""", "Deduplication.Key[0]")]
    [InlineData("""{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X", "Secrets": "env:SECRET" }, "Events": { "Type": "jwt:type" } }""", "Events.Type")]
    [InlineData("""{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X", "Secrets": "env:SECRET" }, "Events": { "Type": "lower:lower:jwt:type" } }""", "Events.Type")]
    [InlineData("""{ "Signature": { "Algorithm": "jwt", "From": "jwt:sig", "Secrets": "env:SECRET", "Jwt": { "Algorithms": "HS256" } } }""", "Signature.From")]
    [InlineData("""{ "Signature": { "Algorithm": "jwt", "From": "header:X", "Secrets": "env:SECRET", "Jwt": { "Algorithms": "HS256" } }, "Handshake": { "Signed": false, "When": { "jwt:type": "ping" } } }""", "Handshake[0].When['jwt:type']")]
    [InlineData("""{ "Signature": { "Algorithm": "jwt", "From": "header:X", "Secrets": "env:SECRET", "Jwt": { "Algorithms": "HS256" } }, "Handshake": { "Signed": false, "When": { "query:a": "*" }, "Answer": { "Body": "{jwt:jti}" } } }""", "Handshake[0].Answer.Body")]
    public void A_claim_that_is_read_before_the_signature_is_a_problem(string verification, string path)
    {
        var problem = Assert.Single(TestRoute.ProblemsOf(verification));

        Assert.StartsWith($"$.ReverseProxy.Routes.hook.Verification.{path}: '", problem, StringComparison.Ordinal);
        Assert.Contains("only behind a signature with the algorithm 'jwt'", problem, StringComparison.Ordinal);
    }
}
