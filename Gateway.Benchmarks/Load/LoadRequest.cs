using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Benchmarks.Load;

/// <summary>
/// One connection's webhook, a JSON event as it stands on the wire. Before each sending it gets a new id
/// and a new signature in place: a few microseconds of the sender's, and every request is valid and never seen before.
/// </summary>
internal sealed class LoadRequest : IDisposable
{
    public const string Path = "/webhooks/load";
    public const string UnknownPath = "/elsewhere/load";
    public const string SignatureHeader = "X-Load-Signature";
    public const string TimestampHeader = "X-Load-Timestamp";
    public const int BodyLength = 1024;

    /// <summary>Of every event.</summary>
    public const string EventType = "resource.created";

    /// <summary>Of an event with as little in it as the schema allows.</summary>
    public const int SmallBodyLength = 340;

    private const int IdLength = 16;
    private const int TimestampLength = 10;
    private const int TenantDigits = 8;

    private readonly bool _isForged;
    private readonly int _tenants;
    private readonly string _secret;
    private readonly int _tenantAt;
    private readonly byte[] _bytes;
    private readonly int _timestampAt;
    private readonly int _signatureAt;
    private readonly int _bodyAt;
    private readonly int _idAt;
    private readonly IncrementalHash _hash;

    /// <param name="secret">What it is signed with, or what the tenants' secrets are made of.</param>
    /// <param name="port">Of the target.</param>
    /// <param name="bodyLength">In bytes.</param>
    /// <param name="traffic">Whether it is genuine.</param>
    /// <param name="tenants">Of so many tenants, each id of the next one; 0 for a route without.</param>
    public LoadRequest(byte[] secret, int port, int bodyLength = BodyLength, LoadTraffic traffic = LoadTraffic.Genuine, int tenants = 0)
    {
        (_tenants, _secret) = (tenants, Encoding.UTF8.GetString(secret));
        _isForged = traffic == LoadTraffic.Forged;
        var path = traffic == LoadTraffic.UnknownPath ? UnknownPath : tenants > 0 ? $"{Path}/{LoadSize.NameOfTenant(0)}" : Path;
        var body = Body(bodyLength);
        var head =
            $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: load/1.0\r\nAccept: */*\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n"
            + $"{TimestampHeader}: {new string('0', TimestampLength)}\r\n"
            + $"{SignatureHeader}: {new string('0', 2 * HMACSHA256.HashSizeInBytes)}\r\n\r\n";
        _bytes = Encoding.ASCII.GetBytes(head + body);
        _tenantAt = head.IndexOf(" HTTP/1.1", StringComparison.Ordinal) - TenantDigits;
        _timestampAt = head.IndexOf(TimestampHeader, StringComparison.Ordinal) + TimestampHeader.Length + 2;
        _signatureAt = head.IndexOf(SignatureHeader, StringComparison.Ordinal) + SignatureHeader.Length + 2;
        _bodyAt = head.Length;
        _idAt = head.Length + body.IndexOf(new string('0', IdLength), StringComparison.Ordinal);
        _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
    }

    /// <summary>The next request; valid until asked again.</summary>
    public ReadOnlyMemory<byte> Next(long id, DateTimeOffset now)
    {
        var body = _bytes.AsSpan(_bodyAt);
        var timestamp = _bytes.AsSpan(_timestampAt, TimestampLength);
        Utf8Formatter.TryFormat(id, _bytes.AsSpan(_idAt, IdLength), out _, new('x', IdLength));
        Utf8Formatter.TryFormat(now.ToUnixTimeSeconds(), timestamp, out _);
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (_tenants == 0)
        {
            Sign(_hash, timestamp, body, signature);
        }
        else
        {
            Utf8Formatter.TryFormat(id % _tenants, _bytes.AsSpan(_tenantAt, TenantDigits), out _, new('D', TenantDigits));
            using var hash = IncrementalHash.CreateHMAC(
                HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(LoadSize.SecretOfTenant(_secret, id % _tenants)));
            Sign(hash, timestamp, body, signature);
        }

        signature[0] ^= _isForged ? (byte)1 : (byte)0;
        Convert.TryToHexStringLower(signature, _bytes.AsSpan(_signatureAt, 2 * signature.Length), out _);
        return _bytes;
    }

    public void Dispose() => _hash.Dispose();

    private static void Sign(IncrementalHash hash, ReadOnlySpan<byte> timestamp, ReadOnlySpan<byte> body, Span<byte> signature)
    {
        hash.AppendData(timestamp);
        hash.AppendData("."u8);
        hash.AppendData(body);
        hash.GetHashAndReset(signature);
    }

    private static string Body(int length)
    {
        var items = string.Join(',', Enumerable.Range(1, length < BodyLength ? 1 : 7).Select(number =>
            $$"""{"sku":"part-{{number:0000}}","quantity":{{number}},"price":{{number}}9.5,"name":"One of several parts"}"""));
        var body =
            $$"""
            {"id":"evt_{{new string('0', IdLength)}}","type":"{{EventType}}","created":"2026-01-02T03:04:05Z","livemode":true,"data":{"object":{"id":"res_1234567890","status":"ready","amount":129900,"url":"https://provider.example/resources/res_1234567890"},"items":[{{items}}]},"note":"
            """;
        return body + new string('n', length - body.Length - 2) + "\"}";
    }
}
