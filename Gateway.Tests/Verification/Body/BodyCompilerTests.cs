using System.Globalization;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Body;

public sealed class BodyCompilerTests
{
    /// <summary>Against what the growth to a body of that length takes: what has arrived, and what it grows into.</summary>
    [Theory]
    [InlineData(2097152, 1400000, false)]
    [InlineData(1048576, 1400000, true)]
    [InlineData(26214400, 20000000, false)]
    [InlineData(26214400, 26214400, false)]
    [InlineData(26214400, 31000000, false)]
    [InlineData(26214400, 32000000, true)]
    public void A_body_that_would_be_refused_even_alone_is_a_problem_of_its_route(int maxBytes, int maxBuffered, bool fits)
    {
        var problems = TestRoute.ProblemsOf(
            $$"""
            {
              "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": "env:SECRET" },
              "Body": { "MaxBytes": {{maxBytes.ToString(CultureInfo.InvariantCulture)}} }
            }
            """,
            gateway: $$"""{ "Limits": { "MaxBufferedBytes": {{maxBuffered.ToString(CultureInfo.InvariantCulture)}} } }""");

        if (fits)
        {
            Assert.Empty(problems);
        }
        else
        {
            Assert.Contains("even alone it would be refused", Assert.Single(problems), StringComparison.Ordinal);
            Assert.StartsWith("$.ReverseProxy.Routes.hook.Verification.Body.MaxBytes: ", problems[0], StringComparison.Ordinal);
        }
    }
}
