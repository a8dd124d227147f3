using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature.KeySets;

/// <summary>Where keys may come from.</summary>
public sealed class KeySetUrlTests
{
    [Theory]
    [InlineData("https://acme.example/.well-known/jwks.json", null)]
    [InlineData("https://acme.example:8443/keys?a=1", null)]
    [InlineData("https://10.0.0.1/keys", null)]
    [InlineData("https://[fd00::1]/keys", null)]
    [InlineData("http://127.0.0.1:8080/keys", null)]
    [InlineData("http://[::1]:8080/keys", null)]
    [InlineData("http://acme.example/keys", "needs https")]
    [InlineData("http://localhost/keys", "needs https")]
    [InlineData("http://10.0.0.1/keys", "needs https")]
    [InlineData("http://169.254.169.254/keys", "needs https")]
    [InlineData("https://user:password@acme.example/keys", "without user")]
    [InlineData("https://acme.example/keys#a", "without user")]
    [InlineData("https://", "is not a URL")]
    [InlineData("ftp://acme.example/keys", "names no key set")]
    [InlineData("acme.example/keys", "names no key set")]
    [InlineData("env:KEYS", "names no key set")]
    public void Only_what_nobody_on_the_way_can_change_is_a_place_for_keys(string place, string? expected)
    {
        var problems = TestRoute.ProblemsOf($$"""
            { "Signature": { "Algorithm": "jwt", "From": "header:X-Token", "KeySet": "{{place}}", "Jwt": { "Algorithms": "ES256" } } }
            """);

        if (expected is null)
        {
            Assert.Empty(problems);
            return;
        }

        Assert.Contains(expected, Assert.Single(problems), StringComparison.Ordinal);
        Assert.DoesNotContain("password", problems[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:05:00", true)]
    [InlineData("1.00:00:00", true)]
    [InlineData("00:04:59", false)]
    [InlineData("1.00:00:01", false)]
    public void Keys_are_fetched_every_five_minutes_to_every_day(string refresh, bool good)
    {
        var problems = TestRoute.ProblemsOf($$"""
            {
              "Signature": {
                "Algorithm": "jwt", "From": "header:X-Token", "KeySet": "https://acme.example/keys", "KeySetRefresh": "{{refresh}}",
                "Jwt": { "Algorithms": "ES256" }
              }
            }
            """);

        Assert.Equal(good ? 0 : 1, problems.Count);
    }

    [Fact]
    public void Secrets_beside_a_key_set_are_a_problem() =>
        Assert.Contains("has no effect beside 'KeySet'", Assert.Single(TestRoute.ProblemsOf("""
            {
              "Signature": {
                "Algorithm": "jwt", "From": "header:X-Token", "KeySet": "https://acme.example/keys", "Secrets": "env:SECRET",
                "Jwt": { "Algorithms": "ES256" }
              }
            }
            """)), StringComparison.Ordinal);
}
