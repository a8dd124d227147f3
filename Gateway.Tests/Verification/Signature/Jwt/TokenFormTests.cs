using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature.Jwt;

/// <summary>What is a token at all, and whose.</summary>
public sealed class TokenFormTests
{
    [Theory]
    [InlineData(TestRoute.Secret, "passed")]
    [InlineData(TestRoute.OldSecret, "passed")]
    [InlineData("another secret", "signature_invalid")]
    public async Task A_token_is_verified_with_any_of_the_secrets(string secret, string outcome) =>
        Assert.Equal(outcome, await TokenRoute.OutcomeAsync(TestToken.Of("{}", secret: secret)));

    [Theory]
    [InlineData("""{"alg":"none"}""")]
    [InlineData("""{"alg":"None"}""")]
    [InlineData("""{"alg":"NONE"}""")]
    [InlineData("""{"alg":"nOnE"}""")]
    [InlineData("""{"alg":"none "}""")]
    [InlineData("""{"alg":""}""")]
    [InlineData("""{"alg":null}""")]
    [InlineData("""{"alg":["HS256"]}""")]
    [InlineData("""{"alg":"hs256"}""")]
    [InlineData("""{"alg":"HS384"}""")]
    [InlineData("""{"alg":"RS256"}""")]
    [InlineData("""{"alg":"HS256\u0000"}""")]
    [InlineData("""{"typ":"JWT"}""")]
    [InlineData("""{"alg":"HS256","alg":"none"}""")]
    [InlineData("""{"alg":"HS256","alg":"HS256"}""")]
    [InlineData("""{"alg":"HS256","\u0061lg":"none"}""")]
    [InlineData("""{"alg":"HS256","crit":["exp"]}""")]
    [InlineData("""{"alg":"HS256","crit":[]}""")]
    [InlineData("""{"alg":"HS256","b64":false,"crit":["b64"]}""")]
    [InlineData("""{"alg":"HS256","kid":7}""")]
    [InlineData("""{"alg":"HS256"} """ + "x")]
    [InlineData("""[{"alg":"HS256"}]""")]
    [InlineData("\"HS256\"")]
    [InlineData("")]
    [InlineData("null")]
    public async Task Another_header_than_the_algorithms_that_are_pinned_is_malformed(string header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var token = TestToken.Of("{}", header);

        Assert.Equal("signature_malformed", await TokenRoute.OutcomeAsync(token));
        Assert.Equal("signature_malformed", await TokenRoute.OutcomeAsync(token[..(token.LastIndexOf('.') + 1)]));
    }

    [Theory]
    [InlineData("""{"alg":"HS256"}""")]
    [InlineData("""{"\u0061lg":"\u0048S256"}""")]
    [InlineData("""{"typ":"something else","alg":"HS256","jku":"https://evil.example/keys","jwk":{"kty":"oct","k":"AA"},"x5u":"x"}""")]
    public async Task The_rest_of_the_header_has_no_effect(string header) =>
        Assert.Equal("passed", await TokenRoute.OutcomeAsync(TestToken.Of("{}", header)));

    [Theory]
    [InlineData("{0}.")]
    [InlineData(".{0}")]
    [InlineData("{0}.e30")]
    [InlineData("{0}=")]
    [InlineData("{0} ")]
    [InlineData(" {0}")]
    [InlineData("{0}\t")]
    [InlineData("Bearer {0}")]
    [InlineData("\"{0}\"")]
    [InlineData("{0},{0}")]
    [InlineData("{0}%3D")]
    public async Task A_token_with_anything_beside_it_is_malformed(string form)
    {
        ArgumentNullException.ThrowIfNull(form);
        Assert.Equal("signature_malformed", await TokenRoute.OutcomeAsync(form.Replace("{0}", TestToken.Of("{}"), StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("...")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.e30")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9..x")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.e30.")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9e30")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.e30.é")]
    public async Task What_has_not_three_parts_of_base64url_is_no_token(string token) =>
        Assert.Equal(token is "" ? "signature_missing" : "signature_malformed", await TokenRoute.OutcomeAsync(token));

    [Fact]
    public async Task Two_tokens_are_none()
    {
        var token = TestToken.Of("{}");
        using var route = TokenRoute.Compile();

        Assert.Equal("signature_malformed", await route.OutcomeOfAsync(TokenRoute.Request(token).With("X-Token", token)));
    }

    [Fact]
    public async Task A_token_cut_off_anywhere_is_refused()
    {
        var token = TestToken.Of("""{"iss":"Acme"}""");
        using var route = TokenRoute.Compile();

        Assert.Equal("passed", await route.OutcomeOfAsync(TokenRoute.Request(token)));
        for (var length = 1; length < token.Length; length++)
        {
            Assert.NotEqual("passed", await route.OutcomeOfAsync(TokenRoute.Request(token[..length])));
        }
    }

    /// <summary>Of the last digit's six bits two or four stand behind the bytes: other decoders pass over them.</summary>
    [Fact]
    public async Task Every_other_spelling_of_a_token_is_refused()
    {
        const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=.";
        var token = TestToken.Of("""{"iss":"Acme","sub":"1"}""");
        using var route = TokenRoute.Compile();
        Assert.Equal("passed", await route.OutcomeOfAsync(TokenRoute.Request(token)));

        for (var i = 0; i < token.Length; i++)
        {
            foreach (var digit in Digits.Where(digit => digit != token[i]))
            {
                var other = token[..i] + digit + token[(i + 1)..];
                Assert.NotEqual("passed", await route.OutcomeOfAsync(TokenRoute.Request(other)));
            }
        }
    }

    [Theory]
    [InlineData(11_900, "passed")]
    [InlineData(12_500, "signature_malformed")]
    [InlineData(1_000_000, "signature_malformed")]
    public async Task A_token_is_bounded(int payload, string outcome) =>
        Assert.Equal(outcome, await TokenRoute.OutcomeAsync(TestToken.Of($$"""{"a":"{{new string('a', payload)}}"}""")));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("{} ")]
    [InlineData("{}{}")]
    [InlineData("""{"iss":"a","iss":"a"}""")]
    [InlineData("""{"iss":"a","\u0069ss":"b"}""")]
    [InlineData("""{"a":{"b":1,"b":2}}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("Payload")]
    public async Task Claims_that_two_parsers_could_read_differently_are_none(string payload) =>
        Assert.Equal(payload == "{} " ? "passed" : "signature_malformed", await TokenRoute.OutcomeAsync(TestToken.Of(payload)));

    [Theory]
    [InlineData(null, TestRoute.Secret, "passed")]
    [InlineData("new", TestRoute.Secret, "passed")]
    [InlineData("old", TestRoute.OldSecret, "passed")]
    [InlineData("old", TestRoute.Secret, "signature_invalid")]
    [InlineData("new", TestRoute.OldSecret, "signature_invalid")]
    [InlineData("unknown", TestRoute.OldSecret, "passed")]
    [InlineData("", TestRoute.OldSecret, "passed")]
    [InlineData("../../etc/passwd", TestRoute.Secret, "passed")]
    [InlineData("' OR 1=1", "", "signature_invalid")]
    [InlineData("NEW", TestRoute.OldSecret, "passed")]
    public async Task A_key_that_is_named_and_known_is_the_only_one(string? keyId, string secret, string outcome)
    {
        var header = keyId is null ? TestToken.Header : $$"""{"alg":"HS256","kid":"{{keyId}}"}""";

        Assert.Equal(outcome, await TokenRoute.OutcomeAsync(TestToken.Of("{}", header, secret)));
    }

    [Fact]
    public async Task The_secret_that_verified_is_told_to_the_backend()
    {
        using var route = TokenRoute.Compile();

        var journey = await route.SendAsync(TokenRoute.Request(TestToken.Of("{}", secret: TestRoute.OldSecret)));

        Assert.Equal("old", journey.Webhook.KeyId);
    }
}
