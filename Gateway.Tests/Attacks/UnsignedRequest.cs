using System.Text;

namespace Gateway.Tests.Attacks;

/// <summary>A request that anybody can send, made to cost as much as it can.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Path">Of the route.</param>
/// <param name="Verification">The route's section.</param>
/// <param name="Bytes">As it stands on the wire.</param>
internal sealed record UnsignedRequest(string Name, string Path, string Verification, byte[] Bytes)
{
    /// <summary>Makes one of a body and what is said of it.</summary>
    public static UnsignedRequest Of(string name, string path, string verification, string query, string headers, ReadOnlySpan<byte> body) => new(
        name, path, verification,
        [
            .. Encoding.Latin1.GetBytes($"POST {path}{query} HTTP/1.1\r\nHost: gateway.test\r\n{headers}Content-Length: {body.Length}\r\n\r\n"),
            .. body,
        ]);

    /// <summary>What all others are compared with: a forged HMAC over 1 KB.</summary>
    public static UnsignedRequest Forged { get; } = Of(
        "a forged HMAC over 1 KB", "/forged", """{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Signature", "Secrets": [ "env:SECRET" ] } }""",
        "", $"Content-Type: application/json\r\nX-Signature: {new string('0', 64)}\r\n", Encoding.ASCII.GetBytes(new string('x', 1024)));
}
