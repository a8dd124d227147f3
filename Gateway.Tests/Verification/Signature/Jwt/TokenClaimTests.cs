using System.Security.Cryptography;
using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature.Jwt;

/// <summary>What a token says, and when.</summary>
public sealed class TokenClaimTests
{
    private const string Body = """{"id":1}""";

    private static readonly byte[] Digest = SHA256.HashData(Encoding.UTF8.GetBytes(Body));

    [Theory]
    [InlineData("\"Acme\"", "Acme", "passed")]
    [InlineData("\"\\u0041cme\"", "Acme", "passed")]
    [InlineData("\"acme\"", "Acme", "signature_invalid")]
    [InlineData("\"Acme \"", "Acme", "signature_invalid")]
    [InlineData("\"Acm\"", "Acme", "signature_invalid")]
    [InlineData("\"\"", "Acme", "signature_invalid")]
    [InlineData("null", "Acme", "signature_invalid")]
    [InlineData("[\"Acme\"]", "Acme", "signature_invalid")]
    [InlineData("{\"0\":\"Acme\"}", "Acme", "signature_invalid")]
    [InlineData("7", "7", "passed")]
    [InlineData("7.0", "7", "signature_invalid")]
    [InlineData("true", "true", "passed")]
    public async Task A_claim_says_exactly_what_is_expected(string claim, string expected, string outcome)
    {
        using var route = TokenRoute.Compile($$"""{ "Algorithms": "HS256", "Claims": { "iss": "{{expected}}" } }""");

        Assert.Equal(outcome, await route.OutcomeOfAsync(TokenRoute.Request(TestToken.Of($$"""{"iss":{{claim}}}"""))));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(TokenRoute.Request(TestToken.Of("{}"))));
    }

    [Theory]
    [InlineData("exp", "99999999999", "passed")]
    [InlineData("exp", "1", "timestamp_too_old")]
    [InlineData("exp", "null", "signature_invalid")]
    [InlineData("exp", "\"99999999999\"", "signature_invalid")]
    [InlineData("jti", "\"a\"", "passed")]
    [InlineData("jti", "\"\"", "passed")]
    [InlineData("jti", "null", "signature_invalid")]
    public async Task A_claim_that_must_be_there_is(string name, string claim, string outcome)
    {
        using var route = TokenRoute.Compile($$"""{ "Algorithms": "HS256", "Claims": { "{{name}}": "{present}" } }""");

        Assert.Equal(outcome, await route.OutcomeOfAsync(TokenRoute.Request(TestToken.Of($$"""{"{{name}}":{{claim}}}"""))));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(TokenRoute.Request(TestToken.Of("{}"))));
    }

    [Theory]
    [InlineData("true", "passed")]
    [InlineData("false", "signature_invalid")]
    [InlineData("\"True\"", "signature_invalid")]
    public async Task A_truth_value_is_expected_as_it_is_written(string claim, string outcome)
    {
        using var route = TokenRoute.Compile("""{ "Algorithms": "HS256", "Claims": { "email_verified": "True" } }"""); // As configuration keeps true.

        Assert.Equal(outcome, await route.OutcomeOfAsync(TokenRoute.Request(TestToken.Of($$"""{"email_verified":{{claim}}}"""))));
    }

    [Theory]
    [InlineData("\"us\"", "passed")]
    [InlineData("[\"us\"]", "passed")]
    [InlineData("[\"them\",\"us\"]", "passed")]
    [InlineData("[\"them\"]", "signature_invalid")]
    [InlineData("[]", "signature_invalid")]
    [InlineData("{\"0\":\"us\"}", "signature_invalid")]
    [InlineData("[[\"us\"]]", "signature_invalid")]
    [InlineData("[1,2,3,4,5,6,7,8,\"us\"]", "signature_invalid")]
    public async Task One_of_several_audiences_is_enough(string audience, string outcome)
    {
        using var route = TokenRoute.Compile("""{ "Algorithms": "HS256", "Claims": { "aud": "us" } }""");

        Assert.Equal(outcome, await route.OutcomeOfAsync(TokenRoute.Request(TestToken.Of($$"""{"aud":{{audience}}}"""))));
    }

    [Theory]
    [InlineData("sha256-hex", "hex", "passed")]
    [InlineData("sha256-hex", "hex-upper", "signature_invalid")]
    [InlineData("sha256-base64", "base64", "passed")]
    [InlineData("sha256-base64", "base64url", "signature_invalid")]
    [InlineData("sha256-base64url", "base64url", "passed")]
    [InlineData("sha256-base64url", "base64url-padded", "passed")]
    [InlineData("sha256-base64url", "hex", "signature_invalid")]
    public async Task A_digest_of_the_body_is_compared_in_its_own_form(string placeholder, string form, string outcome)
    {
        using var route = TokenRoute.Compile($$"""{ "Algorithms": "HS256", "Claims": { "body": "{{{placeholder}}:body}" } }""");
        var claim = form switch
        {
            "hex" => Convert.ToHexStringLower(Digest),
            "hex-upper" => Convert.ToHexString(Digest),
            "base64" => Convert.ToBase64String(Digest),
            "base64url" => System.Buffers.Text.Base64Url.EncodeToString(Digest),
            _ => System.Buffers.Text.Base64Url.EncodeToString(Digest) + "=",
        };
        var request = TokenRoute.Request(TestToken.Of($$"""{"body":"{{claim}}"}"""));

        Assert.Equal(outcome, await route.OutcomeOfAsync(request with { Text = Body }));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(request with { Text = Body + " " }));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(request with { Text = "" }));
    }

    [Theory]
    [InlineData("{sha256-hex:body}", "", "passed")]
    [InlineData("{sha256-hex:body}", "a", "signature_invalid")]
    [InlineData("{sha256-hex:body}.", "", "signature_invalid")]
    [InlineData("{sha256-hex:url}", "", "signature_invalid")]
    public async Task Only_the_digest_of_an_empty_body_may_be_left_out(string template, string body, string outcome)
    {
        using var route = TokenRoute.Compile(
            $$"""{ "Algorithms": "HS256", "Claims": { "payload_hash": "{{template}}" } }""", """ "PublicUrl": "https://hooks.example.org/hook", """);

        Assert.Equal(outcome, await route.OutcomeOfAsync(TokenRoute.Request(TestToken.Of("{}")) with { ContentType = null, Text = body }));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(
            TokenRoute.Request(TestToken.Of("""{"payload_hash":null}""")) with { ContentType = null, Text = body }));
    }

    [Theory]
    [InlineData("https://hooks.example.org/in?a=1", "/x?a=1", "passed")]
    [InlineData("https://hooks.example.org/in", "/x?a=1", "signature_invalid")]
    [InlineData("https://hooks.example.org/in", "/x", "passed")]
    public async Task A_claim_may_be_the_URL(string claim, string target, string outcome)
    {
        using var route = TokenRoute.Compile(
            """{ "Algorithms": "HS256", "Claims": { "sub": "{url}" } }""", """ "PublicUrl": "https://hooks.example.org/in", """);

        Assert.Equal(outcome, await route.OutcomeOfAsync(TokenRoute.Request(TestToken.Of($$"""{"sub":"{{claim}}"}""")) with { Target = target }));
    }

    [Theory]
    [InlineData("exp", 1, "00:00:00", "passed")]
    [InlineData("exp", 0, "00:00:00", "timestamp_too_old")]
    [InlineData("exp", -4, "00:00:05", "passed")]
    [InlineData("exp", -5, "00:00:05", "timestamp_too_old")]
    [InlineData("exp", 100_000_000_000, "00:00:00", "passed")]
    [InlineData("nbf", 0, "00:00:00", "passed")]
    [InlineData("nbf", 1, "00:00:00", "timestamp_in_future")]
    [InlineData("nbf", 5, "00:00:05", "passed")]
    [InlineData("nbf", 6, "00:00:05", "timestamp_in_future")]
    [InlineData("iat", -1_000_000, "00:00:00", "passed")]
    [InlineData("iat", 300, "00:00:00", "passed")]
    [InlineData("iat", 301, "00:00:00", "timestamp_in_future")]
    public async Task A_token_is_judged_by_the_time_it_is_received(string claim, long ahead, string leeway, string outcome)
    {
        using var route = TokenRoute.Compile($$"""{ "Algorithms": "HS256", "Leeway": "{{leeway}}" }""");
        var at = route.Clock.GetUtcNow().ToUnixTimeSeconds() + ahead;

        Assert.Equal(outcome, await route.OutcomeOfAsync(TokenRoute.Request(TestToken.Of($$"""{"{{claim}}":{{at}}}"""))));
    }

    [Theory]
    [InlineData("\"1900000000\"", "signature_invalid")]
    [InlineData("1.9e9", "signature_invalid")]
    [InlineData("-1", "signature_invalid")]
    [InlineData("null", "signature_invalid")]
    [InlineData("true", "signature_invalid")]
    [InlineData("99999999999999999999999999999999999", "signature_invalid")]
    [InlineData("1900000000.25", "passed")]
    [InlineData("0", "timestamp_too_old")]
    public async Task A_time_is_a_plain_number(string time, string outcome) =>
        Assert.Equal(outcome, await TokenRoute.OutcomeAsync(TestToken.Of($$"""{"exp":{{time}}}""")));

    [Fact]
    public async Task A_forged_token_is_not_told_to_be_out_of_date()
    {
        Assert.Equal("signature_invalid", await TokenRoute.OutcomeAsync(TestToken.Of("""{"exp":1}""", secret: "another")));
        Assert.Equal("timestamp_too_old", await TokenRoute.OutcomeAsync(TestToken.Of("""{"exp":1}""")));
    }
}
