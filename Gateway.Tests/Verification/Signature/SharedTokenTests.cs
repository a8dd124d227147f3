using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature;

public sealed class SharedTokenTests
{
    [Theory]
    [InlineData("/hook", TestRoute.Secret, "passed")]
    [InlineData("/hook?token=a%20secret%20of%20the%20tests", null, "passed")]
    [InlineData("/hook?token=a+secret+of+the+tests", null, "passed")]
    [InlineData("/hook", TestRoute.OldSecret, "passed")]
    [InlineData("/hook", "a secret of the test", "signature_invalid")]
    [InlineData("/hook", "a secret of the testss", "signature_invalid")]
    [InlineData("/hook", "A secret of the tests", "signature_invalid")]
    [InlineData("/hook?token=a%20secret%20of%20the%20tests", "wrong", "signature_invalid")]
    [InlineData("/hook?token=", null, "signature_missing")]
    [InlineData("/hook", null, "signature_missing")]
    [InlineData("/hook?token=a&token=a", null, "signature_malformed")]
    public async Task A_token_is_compared_whole(string target, string? header, string outcome)
    {
        using var route = TestRoute.Compile("""
            { "Signature": { "Algorithm": "shared-token", "From": "header:X-Token | query:token", "Secrets": [ "env:SECRET", "env:OLD_SECRET" ] } }
            """);
        var request = new TestRequest { Target = target };

        Assert.Equal(outcome, await route.OutcomeOfAsync(header is null ? request : request.With("X-Token", header)));
    }

    [Theory]
    [InlineData("Bearer a secret of the tests", "passed")]
    [InlineData("bearer a secret of the tests", "signature_malformed")]
    [InlineData("Bearer ", "signature_invalid")]
    [InlineData("a secret of the tests", "signature_malformed")]
    public async Task A_token_may_have_a_prefix(string header, string outcome)
    {
        using var route = TestRoute.Compile("""
            { "Signature": { "Algorithm": "shared-token", "From": "header:Authorization", "Prefix": "Bearer ", "Secrets": "env:SECRET" } }
            """);

        Assert.Equal(outcome, await route.OutcomeOfAsync(new TestRequest().With("Authorization", header)));
    }

    [Fact]
    public async Task A_password_is_asked_for_where_none_was_sent_and_by_no_other_scheme()
    {
        using var basic = TestRoute.Compile("""
            { "Signature": { "Algorithm": "basic", "From": "header:Authorization", "Prefix": "Basic ", "Secrets": "env:LOGIN" } }
            """, new Dictionary<string, string>(StringComparer.Ordinal) { ["LOGIN"] = "user:password" });
        using var token = TestRoute.Compile("""
            { "Signature": { "Algorithm": "shared-token", "From": "header:Authorization", "Secrets": "env:SECRET" } }
            """);

        Assert.Equal(
            "Basic realm=\"webhooks\", charset=\"UTF-8\"",
            (await basic.AnswerAsync(Gateway.Outcomes.Outcome.SignatureMissing)).Headers.WWWAuthenticate.ToString());
        Assert.Empty((await basic.AnswerAsync(Gateway.Outcomes.Outcome.IpNotAllowed)).Headers.WWWAuthenticate.ToString());
        Assert.Empty((await token.AnswerAsync(Gateway.Outcomes.Outcome.SignatureMissing)).Headers.WWWAuthenticate.ToString());
        Assert.Equal("passed", await basic.OutcomeOfAsync(new TestRequest().With("Authorization", "Basic dXNlcjpwYXNzd29yZA==")));
    }
}
