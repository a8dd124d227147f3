using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature.Jwt;

public sealed class JwtProblemTests
{
    [Theory]
    [InlineData("""{}""", "Jwt.Algorithms", "is missing")]
    [InlineData("""{ "Algorithms": [] }""", "Jwt.Algorithms", "is missing")]
    [InlineData("""{ "Algorithms": [ "HS256", "none" ] }""", "Jwt.Algorithms[1]", "found 'none'")]
    [InlineData("""{ "Algorithms": "hs256" }""", "Jwt.Algorithms[0]", "found 'hs256'")]
    [InlineData("""{ "Algorithms": "HS256", "Leeway": "00:01:01" }""", "Jwt.Leeway", "out of range")]
    [InlineData("""{ "Algorithms": "HS256", "Claims": { "exp": "1" } }""", "Jwt.Claims.exp", "judged by the clock")]
    [InlineData("""{ "Algorithms": "HS256", "Claims": { "a": "" } }""", "Jwt.Claims.a", "is empty")]
    [InlineData("""{ "Algorithms": "HS256", "Claims": { "a": "{url}" } }""", "Jwt.Claims.a", "PublicUrl")]
    [InlineData("""{ "Algorithms": "HS256", "Claims": { "a": "{jwt:b}" } }""", "Jwt.Claims.a", "unknown placeholder")]
    [InlineData("""{ "Algorithm": "HS256" }""", "Jwt.Algorithm", "unknown key")]
    public void A_section_that_could_not_be_kept_to_is_a_problem(string jwt, string path, string expected) =>
        Assert.Contains(
            ProblemsOf($$""" "Secrets": "env:SECRET", "Jwt": {{jwt}} """),
            problem => problem.StartsWith($"$.ReverseProxy.Routes.hook.Verification.Signature.{path}: ", StringComparison.Ordinal)
                && problem.Contains(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData(""" "Secrets": "env:SECRET" """, "Jwt.Algorithms")]
    [InlineData(""" "Jwt": { "Algorithms": "HS256" } """, "Secrets")]
    [InlineData(""" "Secrets": "env:SECRET", "Content": "{body}", "Jwt": { "Algorithms": "HS256" } """, "Content")]
    [InlineData(""" "Secrets": "env:SECRET", "Encoding": "hex", "Jwt": { "Algorithms": "HS256" } """, "Encoding")]
    [InlineData(""" "Secrets": "env:SECRET", "Separator": ",", "Jwt": { "Algorithms": "HS256" } """, "Separator")]
    [InlineData(""" "Secrets": "env:SECRET", "KeySetRefresh": "01:00:00", "Jwt": { "Algorithms": "HS256" } """, "KeySetRefresh")]
    [InlineData(""" "KeySet": "https://acme.example/keys", "Jwt": { "Algorithms": "HS256" } """, "KeySet")]
    [InlineData(""" "KeySet": "keys.json", "Jwt": { "Algorithms": "HS256" } """, "KeySet")]
    [InlineData(""" "KeySet": "file:no-such-file.json", "Jwt": { "Algorithms": "HS256" } """, "KeySet")]
    public void Each_problem_stands_at_its_key(string signature, string path) =>
        Assert.StartsWith(
            $"$.ReverseProxy.Routes.hook.Verification.Signature.{path}: ", Assert.Single(ProblemsOf(signature)), StringComparison.Ordinal);

    [Theory]
    [InlineData("Jwt", """{ "Algorithms": "HS256" }""")]
    [InlineData("KeySet", "\"https://acme.example/keys\"")]
    [InlineData("KeySetRefresh", "\"01:00:00\"")]
    public void With_another_algorithm_the_keys_have_no_effect(string key, string value)
    {
        var problems = TestRoute.ProblemsOf($$"""
            { "Signature": { "Algorithm": "hmac-sha256", "From": "header:X", "Secrets": "env:SECRET", "{{key}}": {{value}} } }
            """);

        Assert.Contains(problems, problem => problem.Contains($"Signature.{key}: has no effect with the algorithm 'hmac-sha256'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_timestamp_that_the_token_does_not_cover_is_a_problem() =>
        Assert.Contains(
            "'header:X-Time' is not part of what is signed",
            Assert.Single(TestRoute.ProblemsOf("""
                {
                  "Signature": { "Algorithm": "jwt", "From": "header:X", "Secrets": "env:SECRET", "Jwt": { "Algorithms": "HS256" } },
                  "Replay": { "Timestamp": "header:X-Time" }
                }
                """)),
            StringComparison.Ordinal);

    private static IReadOnlyList<string> ProblemsOf(string rest) =>
        TestRoute.ProblemsOf($$"""{ "Signature": { "Algorithm": "jwt", "From": "header:X-Token", {{rest}} } }""");
}
