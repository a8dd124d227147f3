using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature;

public sealed class SecretFormTests
{
    [Theory]
    [InlineData("utf8", null, "k\u00e9y", "6bc3a979")]
    [InlineData("utf8-nfkd", null, "key", "6b6579")]
    [InlineData("utf8-nfkd", null, "k\u00e9y", "6b65cc8179")] // By Python's unicodedata, as those below.
    [InlineData("utf8-nfkd", null, "\u00c5\u00bd\u00b5\u00df\u0133\u017f\u0149", "41cc8a31e2818432cebcc39f696a73cabc6e")]
    [InlineData("utf8-nfkd", null, "s\u0113cr\u0119t-\u01327", "7365cc84637265cca8742d494a37")]
    [InlineData("hex", null, "6bC3a979", "6bc3a979")]
    [InlineData("base64", null, "a8OpeQ==", "6bc3a979")]
    [InlineData("base64url", null, "a8OpeQ", "6bc3a979")]
    [InlineData("base64", "whsec_", "whsec_a8OpeQ==", "6bc3a979")]
    [InlineData("utf8", "whsec_", "whsec_key", "6b6579")]
    public async Task A_secrets_text_becomes_the_key_as_the_scheme_says(string form, string? prefix, string secret, string key)
    {
        using var route = TestRoute.Compile(Section(form, prefix), Secret(secret));
        var signature = System.Security.Cryptography.HMACSHA256.HashData(Convert.FromHexString(key), "{}"u8);

        Assert.Equal("passed", await route.OutcomeOfAsync(
            new TestRequest().With("X-Sig", Convert.ToHexStringLower(signature))));
    }

    [Theory]
    [InlineData("hmac-sha256", "", false)]
    [InlineData("hmac-sha256", ", \"Separator\": \",\"", true)]
    [InlineData("ecdsa-p256-sha256", "", true)] // with the other s it would be another id for the same content
    [InlineData("ed25519", "", true)]
    public void A_signature_names_its_webhook_only_where_no_other_text_is_right(string algorithm, string more, bool isProblem)
    {
        var problems = TestRoute.ProblemsOf(
            $$"""
            {
              "Signature": { "Algorithm": "{{algorithm}}", "From": "header:X-Sig", "Secrets": "env:SECRET"{{more}} },
              "Deduplication": { "Key": "header:X-Sig" }
            }
            """);

        Assert.Equal(isProblem, problems.Any(problem => problem.Contains("Deduplication.Key[0]: 'header:X-Sig' is not part", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("test-webhook")]
    [InlineData("no-secret-provided")]
    [InlineData("dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==")]
    public void A_secret_that_everybody_knows_is_refused(string secret)
    {
        var problem = Assert.Single(TestRoute.ProblemsOf(Section("utf8", null), Secret(secret)));

        Assert.Contains("everybody knows", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hex", null, "not-hex-8f3a", "is not hex")]
    [InlineData("hex", null, "abc8f3a0c", "is not hex")]
    [InlineData("base64", null, "not base64 8f3a", "is not base64")]
    [InlineData("base64url", null, "8f3a+/8f3a", "is not base64url")]
    [InlineData("base64", "whsec_", "8f3a8f3a", "does not begin with 'whsec_'")]
    [InlineData("base64", "whsec_", "WHSEC_8f3a8f3a", "does not begin with 'whsec_'")]
    [InlineData("utf8", "whsec_", "whsec_", "is empty")]
    [InlineData("base64", "whsec_", "whsec_", "is empty")]
    [InlineData("hex", "0x", "0x", "is empty")]
    public void A_secret_of_another_form_is_told_and_never_shown(string form, string? prefix, string secret, string message)
    {
        var problem = Assert.Single(TestRoute.ProblemsOf(Section(form, prefix), Secret(secret)));

        Assert.StartsWith("$.ReverseProxy.Routes.hook.Verification.Signature.Secrets[0]: ", problem, StringComparison.Ordinal);
        Assert.Contains(message, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("8f3a", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_form_that_is_not_known_is_not_repeated_since_it_is_often_the_secret()
    {
        var problems = string.Join('\n', TestRoute.ProblemsOf(Section("my-8f3a-secret", prefix: null), Secret("abc")));

        Assert.Contains("utf8, utf8-nfkd, hex, base64, base64url or sha1", problems, StringComparison.Ordinal);
        Assert.DoesNotContain("8f3a", problems, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("${WEBHOOK_8F3A}", "holds a placeholder")]
    [InlineData("whsec_${WEBHOOK_8F3A}", "holds a placeholder")]
    [InlineData(" 8f3a", "white space")]
    [InlineData("8f3a\t", "white space")]
    [InlineData("8f3a\n", "white space")]
    public void A_secret_that_cannot_be_meant_is_told_and_never_shown(string secret, string message)
    {
        var problem = Assert.Single(TestRoute.ProblemsOf(Section("utf8", prefix: null), Secret(secret)));

        Assert.Contains(message, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("8f3a", problem, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("8f3a", "8f3a")]
    [InlineData("8f3a\n", "8f3a")]
    [InlineData("8f3a\r\n", "8f3a")]
    [InlineData("8f 3a\n", "8f 3a")]
    public async Task The_line_end_of_a_secret_file_is_no_part_of_the_secret(string content, string secret)
    {
        using var file = new TestFile(Encoding.UTF8.GetBytes(content));
        using var route = TestRoute.Compile(Section("utf8", prefix: null, $"file:{file.Path}"));

        Assert.Equal("passed", await route.OutcomeOfAsync(new TestRequest().With("X-Sig", Hmac.Hex(secret, "{}"))));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("0a", "is empty")]
    [InlineData("38663361 0a0a", "white space")]
    [InlineData("efbbbf 38663361", "byte order mark")]
    [InlineData("38663361 ff 38663361", "is not plain UTF-8 text")]
    [InlineData("38663361 00", "is not plain UTF-8 text")]
    public void A_secret_file_that_is_not_plain_text_is_told_and_never_shown(string hex, string message)
    {
        using var file = new TestFile(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

        var problem = Assert.Single(TestRoute.ProblemsOf(Section("utf8", prefix: null, $"file:{file.Path}")));

        Assert.Contains(message, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("8f3a", problem.Replace(file.Path, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static string Section(string form, string? prefix, string reference = "env:KEY") =>
        $$"""
        {
          "Signature": {
            "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Key": "{{form}}", "KeyPrefix": "{{prefix}}", "Secrets": [ "{{reference}}" ]
          }
        }
        """;

    private static Dictionary<string, string> Secret(string text) => new(StringComparer.Ordinal) { ["KEY"] = text };
}
