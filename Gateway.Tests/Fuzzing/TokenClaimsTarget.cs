using System.Text;
using System.Text.Json;
using Gateway.Tests.Support;
using Gateway.Tests.Verification.Signature.Jwt;

namespace Gateway.Tests.Fuzzing;

/// <summary>The claims of a token that is signed, so that what is read only behind the signature is reached too.</summary>
internal sealed class TokenClaimsTarget : FuzzTarget
{
    private readonly TestRoute _route = TokenRoute.Compile("""{ "Algorithms": "HS256", "Claims": { "iss": "Acme" } }""");

    public override string[] Fragments => ["\"", "{", "}", "[", "]", ",", ":", "\\u0069", "\"iss\":", "\"Acme\"", "\"exp\":", "1e9", "-1", "1.5", "null", "true", "\0", "\ufeff"];

    public override bool Read(byte[] input)
    {
        var claims = Encoding.UTF8.GetString(input);
        var outcome = _route.OutcomeOfAsync(TokenRoute.Request(TestToken.Of(claims))).GetAwaiter().GetResult();
        Assert.Contains(outcome, (string[])["passed", "signature_invalid", "signature_malformed", "timestamp_too_old", "timestamp_in_future"]);
        if (outcome == "passed")
        {
            using var document = JsonDocument.Parse(claims);
            Assert.Equal(["Acme"], document.RootElement.EnumerateObject().Where(claim => claim.Name == "iss").Select(claim => claim.Value.GetString()));
        }

        return outcome == "passed";
    }

    public override void Dispose()
    {
        _route.Dispose();
        base.Dispose();
    }
}
