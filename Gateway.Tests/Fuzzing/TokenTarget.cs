using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Tests.Support;
using Gateway.Tests.Verification.Signature.Jwt;

namespace Gateway.Tests.Fuzzing;

/// <summary>JSON Web Tokens: what is accepted is signed with one of the secrets, and says what it has to.</summary>
internal sealed class TokenTarget : FuzzTarget
{
    private readonly TestRoute _route = TokenRoute.Compile("""{ "Algorithms": "HS256", "Claims": { "iss": "Acme", "aud": "a" } }""");

    public override string[] Fragments => [".", "..", "=", "\"", "{", "}", "\0", "\u00e9", "e30", "eyJhbGciOiJIUzI1NiJ9", "-", "_", "+", "/", "\n", " "];

    public override bool Read(byte[] input)
    {
        var token = Encoding.Latin1.GetString(input);
        var outcome = _route.OutcomeOfAsync(TokenRoute.Request(token)).GetAwaiter().GetResult();
        Assert.True(outcome is "passed" or "timestamp_too_old" || outcome.StartsWith("signature_", StringComparison.Ordinal), outcome);
        Assert.True(outcome != "passed" || IsRight(token), $"'{token}' is accepted.");
        return outcome == "passed";
    }

    public override void Dispose()
    {
        _route.Dispose();
        base.Dispose();
    }

    private static bool IsRight(string token)
    {
        var parts = token.Split('.');
        var isSigned = parts.Length == 3 && ((string[])[TestRoute.Secret, TestRoute.OldSecret]).Any(secret =>
            parts[2] == Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"))));
        if (!isSigned)
        {
            return false;
        }

        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        return header.RootElement.GetProperty("alg").GetString() == "HS256" && claims.RootElement.GetProperty("iss").GetString() == "Acme";
    }
}
