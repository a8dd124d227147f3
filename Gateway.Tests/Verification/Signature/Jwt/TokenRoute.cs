using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Signature.Jwt;

/// <summary>Routes whose signature is a token in <c>X-Token</c>, with the secrets of the tests.</summary>
internal static class TokenRoute
{
    /// <param name="jwt">The <c>Jwt</c> section.</param>
    /// <param name="rest">What else the section <c>Verification</c> says, with its comma.</param>
    public static TestRoute Compile(string jwt = """{ "Algorithms": "HS256" }""", string rest = "") => TestRoute.Compile($$"""
        {
          {{rest}}
          "Signature": {
            "Algorithm": "jwt", "From": "header:X-Token", "Jwt": {{jwt}},
            "Secrets": [ { "Id": "new", "Value": "env:SECRET" }, { "Id": "old", "Value": "env:OLD_SECRET" } ]
          }
        }
        """);

    public static TestRequest Request(string token) => new TestRequest().With("X-Token", token);

    public static async Task<string> OutcomeAsync(string token)
    {
        using var route = Compile();
        return await route.OutcomeOfAsync(Request(token));
    }
}
