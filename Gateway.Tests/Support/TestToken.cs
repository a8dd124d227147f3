using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Tests.Support;

/// <summary>Makes JSON Web Tokens, good and bad, apart from the code under test.</summary>
internal static class TestToken
{
    public const string Header = """{"alg":"HS256","typ":"JWT"}""";

    /// <summary>A token with the secret of the tests.</summary>
    public static string Of(string payload, string header = Header, string secret = TestRoute.Secret)
    {
        var input = Part(header) + "." + Part(payload);
        return input + "." + Base64Url.EncodeToString(Mac(secret, input));
    }

    public static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static byte[] Mac(string secret, string input) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(input));
}
