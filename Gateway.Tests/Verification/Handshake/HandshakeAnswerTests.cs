using System.Security.Cryptography;
using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Handshake;

public sealed class HandshakeAnswerTests
{
    private const string Verify = "verify-me";

    [Theory]
    [InlineData("{hmac-sha256-hex(query:c)}", TestRoute.Secret)]
    [InlineData("{hmac-sha256-hex(query:c + query:d)}", TestRoute.Secret)]
    [InlineData("{hmac-sha256-hex( query:c  +  query:d )}", TestRoute.Secret)]
    [InlineData("{hmac-sha256-hex(query:c)}", Verify)]
    public async Task An_answer_may_hold_an_HMAC_of_what_was_sent(string body, string secret)
    {
        var own = secret == Verify ? "\"Secret\": \"env:VERIFY\"," : "";
        using var route = Route($$"""
            { "Signed": false, {{own}} "When": { "query:c": "{token:1-9}", "query:d": "{token:1-9}" }, "Answer": { "Body": "{{body}}" } }
            """);

        var expected = Hmac.Hex(secret, body.Contains('+', StringComparison.Ordinal) ? "abcdef" : "abc");
        Assert.Equal(expected, await AnswerAsync(route, "c=abc&d=def"));
    }

    [Fact]
    public async Task Any_digest_is_written_as_its_name_says()
    {
        using var route = Route("""
            {
              "Signed": false, "Secret": "env:VERIFY", "When": { "query:c": "*" },
              "Answer": { "Body": "{hmac-sha1-base64(query:c)} {hmac-sha512-hex(query:c)} {sha256-base64(query:c + secret + url)} {prefix}" }
            }
            """);

        var key = Encoding.UTF8.GetBytes(Verify);
        var sha1 = CryptographicOperations.HmacData(HashAlgorithmName.SHA1, key, "é{"u8);
        var sha256 = SHA256.HashData(Encoding.UTF8.GetBytes("é{" + Verify + "https://gateway.example.com/hook"));
        Assert.Equal(
            $"{Convert.ToBase64String(sha1)} {Convert.ToHexStringLower(HMACSHA512.HashData(key, "é{"u8))} {Convert.ToBase64String(sha256)} v0=",
            await AnswerAsync(route, "c=%C3%A9%7B"));
    }

    [Theory]
    [InlineData("2026-01-02T03:04:04Z", TestRoute.OldSecret)]
    [InlineData("2026-01-02T03:04:05Z", TestRoute.OldSecret)]
    [InlineData("2026-01-02T03:04:06Z", TestRoute.Secret)]
    [InlineData("2027-01-01T00:00:00Z", null)]
    public async Task The_routes_first_secret_in_force_makes_it(string now, string? secret)
    {
        using var route = Route(
            """{ "Signed": false, "When": { "query:c": "{token:1-9}" }, "Answer": { "Body": "{hmac-sha256-hex(query:c)}" } }""",
            """
            [ { "Value": "env:OLD_SECRET", "NotAfter": "2026-01-02T03:04:06Z" }, { "Value": "env:SECRET", "NotAfter": "2027-01-01T00:00:00Z" } ]
            """,
            DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(secret is null ? null : Hmac.Hex(secret, "abc"), await AnswerAsync(route, "c=abc"));
    }

    [Theory]
    [InlineData("c=1&d=2", "1 2")]
    [InlineData("c=1", null)]
    public async Task A_value_that_is_not_there_makes_no_answer(string query, string? answer)
    {
        using var route = Route("""{ "Signed": false, "When": { "query:c": "*" }, "Answer": { "Body": "{query:c} {query:d}" } }""");

        Assert.Equal(answer, await AnswerAsync(route, query));
    }

    private static TestRoute Route(string handshake, string secrets = "\"env:SECRET\"", DateTimeOffset? at = null) => TestRoute.Compile(
        $$"""
        {
          "PublicUrl": "https://gateway.example.com",
          "Handshake": {{handshake}},
          "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Prefix": "v0=", "Secrets": {{secrets}} }
        }
        """,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["VERIFY"] = Verify },
        at: at);

    private static async Task<string?> AnswerAsync(TestRoute route, string query)
    {
        var journey = await route.SendAsync(new TestRequest { Target = "/hook?" + query });
        return journey.Webhook.Handshake is { } reply ? Encoding.UTF8.GetString(reply.Body) : null;
    }
}
