using System.Text;
using Gateway.Tests.Fuzzing;
using Gateway.Tests.Support;
using Gateway.Verification.Signature.KeySets;
using Xunit.Abstractions;

namespace Gateway.Tests.Verification.Signature.KeySets;

public sealed class WebKeySetTests(ITestOutputHelper output)
{
    /// <summary>RFC 7517, appendix A.1; the first key is for encryption.</summary>
    private const string PublicExample = """
        {"keys":
          [
            {"kty":"EC", "crv":"P-256", "x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM", "use":"enc", "kid":"1"},
            {"kty":"RSA",
             "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
             "e":"AQAB", "alg":"RS256", "kid":"2011-04-29"}
          ]
        }
        """;

    /// <summary>RFC 7517, appendix A.3.</summary>
    private const string SymmetricExample = """
        {"keys":
          [
            {"kty":"oct", "alg":"A128KW", "k":"GawgguFyGrWKav7AX4VKUg"},
            {"kty":"oct", "k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow", "kid":"HMAC key used in JWS spec Appendix A.1 example"}
          ]
        }
        """;

    [Fact]
    public void The_examples_of_the_standard_are_read()
    {
        var key = Assert.Single(Parse(PublicExample)!.Keys);
        Assert.Equal(("2011-04-29", "RS256"), (key.Id, key.Algorithm));
        Assert.NotNull(key.Info);

        // The second one's id could not stand in a header.
        var secret = Assert.Single(Parse(SymmetricExample)!.Keys);
        Assert.Equal((16, "A128KW"), (secret.Secret!.Length, secret.Algorithm));
    }

    [Theory]
    [InlineData("""{"kty":"OKP","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHU"}""")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519"}""")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","use":"enc"}""")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","key_ops":["sign"]}""")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","key_ops":"verify"}""")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","kid":"a\r\nX: b"}""")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","kid":""}""")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}""")]
    [InlineData("""{"kty":"AKP","pub":"AA"}""")]
    [InlineData("""{"kty":7}""")]
    [InlineData("{}")]
    [InlineData("7")]
    [InlineData("null")]
    public void What_is_no_key_for_signatures_is_passed_over(string key) => Assert.Empty(Parse($$"""{"keys":[{{key}}]}""")!.Keys);

    [Theory]
    [InlineData("", "is not JSON")]
    [InlineData("[]", "has no list of 'keys'")]
    [InlineData("{}", "has no list of 'keys'")]
    [InlineData("""{"keys":{}}""", "has no list of 'keys'")]
    [InlineData("""{"keys":[],"keys":[]}""", "is not JSON")]
    [InlineData("""{"keys":[{"kty":"oct","k":"AA","k":"AQ"}]}""", "is not JSON")]
    [InlineData("<html>", "is not JSON")]
    public void What_is_no_set_is_refused_whole(string json, string expected)
    {
        Assert.Null(WebKeySet.Parse(Encoding.UTF8.GetBytes(json), out var error));
        Assert.StartsWith(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_is_bounded()
    {
        var keys = Enumerable.Repeat("""{"kty":"oct","k":"AA"}""", 33).ToList();

        Assert.Equal(32, Parse($$"""{"keys":[{{string.Join(',', keys.Take(32))}}]}""")!.Keys.Count);
        Assert.Null(Parse($$"""{"keys":[{{string.Join(',', keys)}}]}"""));
        Assert.Null(Parse("""{"keys":[]}""" + new string(' ', 64 * 1024)));
    }

    [Fact]
    public void A_mutated_set_is_read_or_refused()
    {
        var mutation = new Mutation(Chance.For(output));
        string[] fragments = ["{", "}", "[", "]", "\"", ",", ":", "null", "\"kty\":\"oct\",", "\"k\":\"\",", "\u00e9", "=", "A"];
        for (var i = 0; i < 4000; i++)
        {
            var bytes = mutation.Mutate(mutation.Pick<string>([PublicExample, SymmetricExample]), [PublicExample, SymmetricExample], fragments);

            Assert.Equal(WebKeySet.Parse(bytes, out var error) is null, error is not null);
        }
    }

    [Fact]
    public async Task A_secret_of_a_set_serves_the_algorithm_it_is_meant_for()
    {
        var key = System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(TestRoute.Secret));
        using var file = new TestFile(Encoding.UTF8.GetBytes($$"""{"keys":[{"kty":"oct","alg":"HS512","k":"{{key}}"},{"kty":"oct","k":"AAAA"}]}"""));
        using var route = TestRoute.Compile($$"""
            { "Signature": { "Algorithm": "jwt", "From": "header:X-Token", "KeySet": "file:{{file.Path}}", "Jwt": { "Algorithms": [ "HS256", "HS512" ] } } }
            """);

        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(new TestRequest().With("X-Token", TestToken.Of("{}"))));
    }

    [Fact]
    public async Task A_file_may_hold_the_keys()
    {
        using var named = new TestWebKey("a");
        using var unnamed = new TestWebKey();
        using var file = new TestFile(Encoding.UTF8.GetBytes(TestWebKey.Set(named, unnamed)));
        using var route = TestRoute.Compile($$"""
            { "Signature": { "Algorithm": "jwt", "From": "header:X-Token", "KeySet": "file:{{file.Path}}", "Jwt": { "Algorithms": "ES256" } } }
            """);

        var journey = await route.SendAsync(new TestRequest().With("X-Token", named.Token()));

        Assert.Equal(("passed", "a"), (journey.Code, journey.Webhook.KeyId));
        Assert.Equal("passed", await route.OutcomeOfAsync(new TestRequest().With("X-Token", unnamed.Token())));
        Assert.Equal("passed", await route.OutcomeOfAsync(new TestRequest().With("X-Token", unnamed.Token(header: """{"alg":"ES256","kid":"b"}"""))));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(new TestRequest().With("X-Token", named.Token(header: """{"alg":"ES256","kid":"b"}"""))));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(new TestRequest().With("X-Token", unnamed.Token(header: """{"alg":"ES256","kid":"a"}"""))));
    }

    [Theory]
    [InlineData("""{"keys":[]}""", "holds no key that fits the algorithm")]
    [InlineData("""{"keys":[{"kty":"oct","k":"AAAA"}]}""", "holds no key that fits the algorithm")]
    [InlineData("nonsense", "is not JSON")]
    public void A_file_without_a_key_is_a_problem(string json, string expected)
    {
        using var file = new TestFile(Encoding.UTF8.GetBytes(json));

        var problem = Assert.Single(TestRoute.ProblemsOf($$"""
            { "Signature": { "Algorithm": "jwt", "From": "header:X-Token", "KeySet": "file:{{file.Path}}", "Jwt": { "Algorithms": "ES256" } } }
            """));

        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    private static WebKeySet? Parse(string json) => WebKeySet.Parse(Encoding.UTF8.GetBytes(json), out _);
}
