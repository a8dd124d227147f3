using System.Text;
using Gateway.Tests.JsonSchema;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Verification.Signature.Jwt;

/// <summary>Whatever is sent is refused in words, and never by an exception.</summary>
public sealed class TokenFuzzTests(ITestOutputHelper output)
{
    private const string Payload = """{"iss":"Acme","exp":1900000000,"nbf":1.5,"aud":["a",{"b":null}]}""";

    private static readonly string[] Fragments = [".", "..", "=", "\"", "{", "}", "[", "]", ",", ":", "\0", "\u00e9", "e30", "\\u", "\"iss\":", "1e9"];

    private static readonly string[] Tokens =
    [
        TestToken.Of("""{"iss":"Acme","exp":1900000000,"aud":["a","b"]}"""),
        TestToken.Of("{}", """{"alg":"HS256","kid":"new"}"""),
        "eyJhbGciOiJub25lIn0.e30.",
        "a.b.c",
    ];

    [Fact]
    public async Task A_mutated_token_is_refused()
    {
        using var route = TokenRoute.Compile("""{ "Algorithms": "HS256", "Claims": { "iss": "Acme", "aud": "a" } }""");
        var mutation = new Mutation(Chance.For(output));
        for (var i = 0; i < 6000; i++)
        {
            var token = Encoding.Latin1.GetString(mutation.Mutate(mutation.Pick(Tokens), Tokens, Fragments));
            var outcome = await route.OutcomeOfAsync(TokenRoute.Request(token));
            Assert.True(outcome.StartsWith("signature_", StringComparison.Ordinal) || token == Tokens[0], $"{token}: {outcome}");
        }
    }

    /// <summary>Signed, so that what is read only behind the signature is reached too.</summary>
    [Fact]
    public async Task Signed_nonsense_is_judged()
    {
        using var route = TokenRoute.Compile("""{ "Algorithms": "HS256", "Claims": { "iss": "Acme" } }""");
        var mutation = new Mutation(Chance.For(output));
        for (var i = 0; i < 3000; i++)
        {
            var payload = Encoding.Latin1.GetString(mutation.Mutate(Payload, [TestToken.Header], Fragments));
            var header = i % 4 == 0 ? Encoding.Latin1.GetString(mutation.Mutate(TestToken.Header, [Payload], Fragments)) : TestToken.Header;
            var outcome = await route.OutcomeOfAsync(TokenRoute.Request(TestToken.Of(payload, header)));
            Assert.Contains(outcome, (string[])["passed", "signature_invalid", "signature_malformed", "timestamp_too_old", "timestamp_in_future"]);
        }
    }
}
