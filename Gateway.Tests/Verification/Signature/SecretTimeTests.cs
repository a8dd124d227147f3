using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature;

/// <summary>How many secrets a route has, when they count, and what is said of that.</summary>
public sealed class SecretTimeTests
{
    private const string Scheme = """ "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Content": "{timestamp}.{body}" """;

    /// <summary>The old secret ends an hour before the test, which begins at TestClock's instant.</summary>
    private static readonly string Ended = TestClock.New().GetUtcNow().AddHours(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("Signed", -30, "signature_invalid")] // Signed half an hour ago, when it had ended.
    [InlineData("Signed", -90, "passed")]
    [InlineData("Signed", -180, "timestamp_too_old")]
    [InlineData("Received", -90, "signature_invalid")]
    public async Task A_retry_that_an_ended_secret_signed_counts_where_the_route_says_so(string validAt, int minutes, string outcome)
    {
        using var route = TestRoute.Compile($$"""
            { "Signature": { {{Scheme}}, "ValidAt": "{{validAt}}", "Secrets": [ "env:SECRET", { "Value": "env:OLD_SECRET", "NotAfter": "{{Ended}}" } ] },
              "Replay": { "Timestamp": "header:X-Time", "MaxAge": "02:00:00" } }
            """);
        var stamp = route.Clock.GetUtcNow().AddMinutes(minutes).ToUnixTimeSeconds();
        var request = new TestRequest { Text = "{}" }.With("X-Time", $"{stamp}").With("X-Sig", Hmac.Hex(TestRoute.OldSecret, $"{stamp}.{{}}"));

        Assert.Equal(outcome, await route.OutcomeOfAsync(request));
    }

    [Theory]
    [InlineData(-90, "passed")]
    [InlineData(-180, "signature_invalid")]
    public async Task Where_stamps_are_monitored_an_ended_secret_counts_no_longer_either(int minutes, string outcome)
    {
        using var route = TestRoute.Compile($$"""
            { "Mode": { "Default": "Enforce", "Replay": "Monitor" },
              "Signature": { {{Scheme}}, "ValidAt": "Signed", "Secrets": [ "env:SECRET", { "Value": "env:OLD_SECRET", "NotAfter": "{{Ended}}" } ] },
              "Replay": { "Timestamp": "header:X-Time", "MaxAge": "02:00:00" } }
            """);
        var stamp = route.Clock.GetUtcNow().AddMinutes(minutes).ToUnixTimeSeconds();
        var request = new TestRequest { Text = "{}" }.With("X-Time", $"{stamp}").With("X-Sig", Hmac.Hex(TestRoute.OldSecret, $"{stamp}.{{}}"));

        Assert.Equal(outcome, await route.OutcomeOfAsync(request));
    }

    [Fact]
    public async Task The_secret_in_force_counts_whatever_the_stamp_says()
    {
        using var route = TestRoute.Compile($$"""
            { "Signature": { {{Scheme}}, "ValidAt": "Signed", "Secrets": [ { "Value": "env:SECRET", "NotBefore": "{{Ended}}" } ] },
              "Replay": { "Timestamp": "header:X-Time", "MaxAge": "02:00:00" } }
            """);
        var stamp = route.Clock.GetUtcNow().AddMinutes(-90).ToUnixTimeSeconds();

        Assert.Equal("passed", await route.OutcomeOfAsync(
            new TestRequest { Text = "{}" }.With("X-Time", $"{stamp}").With("X-Sig", Hmac.Hex(TestRoute.Secret, $"{stamp}.{{}}"))));
    }

    [Theory]
    [InlineData("""{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "ValidAt": "Signed", "Secrets": "env:SECRET" } }""", "Signature.ValidAt: is \"Signed\", and nothing says when that was")]
    [InlineData("""
        { "Signature": { "Algorithm": "jwt", "From": "header:X-Token", "Jwt": { "Algorithms": [ "HS256" ] }, "ValidAt": "Signed", "Secrets": "env:SECRET" },
          "Replay": { "Timestamp": "jwt:iat" } }
        """, "is not known before the signature is verified")]
    public void The_instant_must_be_known_before_the_proof(string verification, string problem) =>
        Assert.Contains(problem, Assert.Single(TestRoute.ProblemsOf(verification)), StringComparison.Ordinal);

    [Theory]
    [InlineData(16, 0)]
    [InlineData(17, 1)]
    public void More_than_sixteen_secrets_are_a_problem_that_names_tenants(int count, int problems)
    {
        var secrets = Enumerable.Range(0, count).Select(number => $$"""{ "Id": "s{{number}}", "Value": "env:SECRET" }""");

        var found = TestRoute.ProblemsOf($$"""{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": [ {{string.Join(',', secrets)}} ] } }""");

        Assert.Equal(problems, found.Count(problem => problem.Contains("are 17; at most 16", StringComparison.Ordinal) && problem.Contains("'Tenant'", StringComparison.Ordinal)));
        Assert.Equal(problems, found.Count);
    }
}
