using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature;

public sealed class SecretRotationTests : IDisposable
{
    // The test's clock stands at 2026-01-02T03:04:05Z.
    private readonly TestRoute _route = TestRoute.Compile("""
        {
          "Signature": {
            "Algorithm": "hmac-sha256", "From": "header:X-Sig",
            "Secrets": [
              { "Id": "old", "Value": "env:OLD_SECRET", "NotAfter": "2026-01-02T04:00:00Z" },
              { "Id": "new", "Value": "env:SECRET", "NotBefore": "2026-01-02T04:30:00+01:00" }
            ]
          }
        }
        """);

    [Theory]
    [InlineData("2026-01-02T03:04:05Z", true, false)]
    [InlineData("2026-01-02T03:29:59.9999999Z", true, false)]
    [InlineData("2026-01-02T03:30:00Z", true, true)]
    [InlineData("2026-01-02T03:59:59.9999999Z", true, true)]
    [InlineData("2026-01-02T04:00:00Z", false, true)]
    [InlineData("2027-01-02T04:00:00Z", false, true)]
    public async Task A_secret_counts_from_NotBefore_until_NotAfter(string now, bool old, bool @new)
    {
        _route.Clock.Advance(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture) - _route.Clock.GetUtcNow());

        Assert.Equal(old ? "passed" : "signature_invalid", await OutcomeAsync(TestRoute.OldSecret));
        Assert.Equal(@new ? "passed" : "signature_invalid", await OutcomeAsync(TestRoute.Secret));
    }

    [Fact]
    public async Task With_no_secret_in_force_nothing_is_proven()
    {
        using var route = TestRoute.Compile("""
            {
              "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": { "Value": "env:SECRET", "NotBefore": "2027-01-01T00:00:00Z" } }
            }
            """);

        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(
            new TestRequest().With("X-Sig", Hmac.Hex(TestRoute.Secret, "{}"))));
    }

    [Theory]
    [InlineData("passed", "old", "new")]
    [InlineData("passed", "wrong", "new")]
    [InlineData("signature_invalid", "wrong", "wrong too")]
    [InlineData("signature_malformed", "new", "new")]
    [InlineData("signature_malformed", "new", "")]
    public async Task A_provider_that_rotates_may_send_a_line_a_key(string outcome, string first, string second)
    {
        using var route = TestRoute.Compile("""
            { "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig[0+]", "Prefix": "sha256=", "Secrets": "env:SECRET" } }
            """);

        Assert.Equal(outcome, await route.OutcomeOfAsync(new TestRequest().With("X-Sig", Line(first)).With("X-Sig", Line(second))));

        static string Line(string key) => key switch
        {
            "" => "anything",
            "new" => "sha256=" + Hmac.Hex(TestRoute.Secret, "{}"),
            _ => "sha256=" + Hmac.Hex(key, "{}"),
        };
    }

    public void Dispose() => _route.Dispose();

    private Task<string> OutcomeAsync(string secret) =>
        _route.OutcomeOfAsync(new TestRequest().With("X-Sig", Hmac.Hex(secret, "{}")));
}
