using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Tests.Support;

/// <summary>
/// A webhook of the scheme most tests use, signed here and not by the code under test: hex HMAC-SHA256 over
/// <c>{timestamp}.{body}</c>.
/// </summary>
internal sealed record SignedWebhook(DateTimeOffset At, byte[] Body)
{
    public const string SignatureHeader = "X-Signature";
    public const string TimestampHeader = "X-Timestamp";

    /// <summary>The scheme in configuration.</summary>
    public const string Scheme =
        """
        "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Signature", "Content": "{timestamp}.{body}", "Secrets": [ "env:SECRET" ] },
        "Replay": { "Timestamp": "header:X-Timestamp" }
        """;

    public SignedWebhook(DateTimeOffset at, string body)
        : this(at, Encoding.UTF8.GetBytes(body))
    {
    }

    public string Timestamp => At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    public string Signature => Sign(TestConfiguration.Secret);

    /// <summary>An event with the id, signed now.</summary>
    public static SignedWebhook Event(string id, TimeProvider? clock = null) =>
        new((clock ?? TimeProvider.System).GetUtcNow(), $$$"""{"id":"{{{id}}}","type":"resource.created","data":{}}""");

    public string Sign(string secret) => Convert.ToHexStringLower(HMACSHA256.HashData(
        Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes(Timestamp + "."), .. Body]));

    public HttpRequestMessage Request(string path = "/hook", string? contentType = "application/json")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Body) };
        request.Headers.Add(SignatureHeader, Signature);
        request.Headers.Add(TimestampHeader, Timestamp);
        if (contentType is not null)
        {
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        return request;
    }

    /// <summary>The same as bytes for a raw connection, with further header lines.</summary>
    public byte[] Raw(string path = "/hook", params ReadOnlySpan<string> headers)
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"POST {path} HTTP/1.1\r\nHost: gateway.test\r\nContent-Type: application/json\r\n");
        head.Append(CultureInfo.InvariantCulture, $"{SignatureHeader}: {Signature}\r\n{TimestampHeader}: {Timestamp}\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n");
        foreach (var header in headers)
        {
            head.Append(header).Append("\r\n");
        }

        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. Body];
    }
}
