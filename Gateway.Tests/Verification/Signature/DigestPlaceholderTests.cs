using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature;

/// <summary>Digests of body and URL, wherever content is signed.</summary>
public sealed class DigestPlaceholderTests
{
    // printf '{}' | sha256sum, and of the URL; gzip's CRC-32 of the same two bytes.
    private const string Hex = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    private const string Base64 = "RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=";
    private const string Base64Url = "RBNvo1WzZ4oRRq0W9-hknpT7T8If536DEMBg9hyq_4o";

    [Theory]
    [InlineData("{sha256-hex:body}", Hex)]
    [InlineData("{sha256-base64:body}", Base64)]
    [InlineData("{sha256-base64url:body}", Base64Url)]
    [InlineData("{crc32:body}", "2745614147")]
    [InlineData("a {crc32:body} b {sha256-hex:body}", "a 2745614147 b " + Hex)]
    [InlineData("{header:X-Id}\n{sha256-hex:body}", "7\n" + Hex)]
    [InlineData("{sha256-hex:url}", "11c407440c5714e6568f8bd797c4e5dd098a103eb1c603b4f651d653a0fa2f50")]
    public async Task A_digest_stands_where_it_is_signed(string content, string written)
    {
        using var route = Compile(content);
        var request = new TestRequest { Target = "/hook?a=1" }.With("X-Id", "7");

        Assert.Equal("passed", await route.OutcomeOfAsync(request.With("X-Sig", Hmac.Hex(TestRoute.Secret, written))));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(request.With("X-Sig", Hmac.Hex(TestRoute.Secret, written + "."))));
    }

    [Fact]
    public async Task A_digest_may_be_signed_as_its_bytes()
    {
        using var route = Compile("{sha256:body}");
        var request = new TestRequest().With("X-Sig", Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData(
            System.Text.Encoding.UTF8.GetBytes(TestRoute.Secret), Convert.FromHexString(Hex))));

        Assert.Equal("passed", await route.OutcomeOfAsync(request));
        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(request with { Text = "{ }" }));
    }

    [Theory]
    [InlineData("", "0")]
    [InlineData("123456789", "3421780262")] // The check value of CRC-32/ISO-HDLC: 0xCBF43926.
    public async Task A_CRC_is_in_decimal(string body, string sum)
    {
        using var route = Compile("a|{crc32:body}");
        var request = new TestRequest { ContentType = null, Text = body };

        Assert.Equal("passed", await route.OutcomeOfAsync(request.With("X-Sig", Hmac.Hex(TestRoute.Secret, "a|" + sum))));
    }

    [Theory]
    [InlineData("{sha256-hex:body}", true)]
    [InlineData("{sha256:body}", true)]
    [InlineData("{crc32:body}", false)]
    [InlineData("{sha256-hex:url}", false)]
    public void A_digest_that_cannot_be_met_by_another_body_covers_the_body(string content, bool covers)
    {
        var problems = TestRoute.ProblemsOf($$"""
            {
              "PublicUrl": "https://hooks.example.org/in",
              "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Content": "{{content}}", "Secrets": "env:SECRET" },
              "Deduplication": { "Key": "body:/id" }
            }
            """);

        Assert.Equal(covers ? 0 : 1, problems.Count);
    }

    [Theory]
    [InlineData("{sha256-hex:url}", "needs the route's 'PublicUrl'")]
    [InlineData("{sha512-hex:body}", "unknown placeholder '{sha512-hex:body}'")]
    [InlineData("{sha256-hex:header}", "unknown placeholder")]
    [InlineData("{crc32:url}", "unknown placeholder")]
    [InlineData("{header:X-Id}{crc32:body}", "needs text between it")]
    [InlineData("{crc32:body}{header:X-Id}", "needs text between it")]
    [InlineData("{jwt:iat}{body}", "unknown placeholder")]
    public void What_cannot_be_signed_so_is_a_problem(string content, string expected)
    {
        var problem = Assert.Single(TestRoute.ProblemsOf($$"""
            { "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Content": "{{content}}", "Secrets": "env:SECRET" } }
            """));

        Assert.StartsWith("$.ReverseProxy.Routes.hook.Verification.Signature.Content: ", problem, StringComparison.Ordinal);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    private static TestRoute Compile(string content) => TestRoute.Compile($$"""
        {
          "PublicUrl": "https://hooks.example.org/in",
          "Signature": {
            "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Content": {{System.Text.Json.JsonSerializer.Serialize(content)}}, "Secrets": "env:SECRET"
          }
        }
        """);
}
