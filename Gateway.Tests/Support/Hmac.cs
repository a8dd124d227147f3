using System.Security.Cryptography;
using System.Text;

namespace Gateway.Tests.Support;

/// <summary>Signatures made without the gateway's own code.</summary>
internal static class Hmac
{
    public static byte[] Sha256(string secret, params ReadOnlySpan<byte> content) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), content);

    public static string Hex(string secret, string content) =>
        Convert.ToHexStringLower(Sha256(secret, Encoding.UTF8.GetBytes(content)));
}
