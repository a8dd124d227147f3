using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Benchmarks.Load;

/// <summary>
/// One connection's webhook, a JSON event as it stands on the wire. Before each sending it gets a new id
/// and a new signature in place: a few microseconds of the sender's, the same for a tenant's as for a route's, or the ratio between
/// them would be the sender's as well. Every request is valid and never seen before.
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

    /// <summary>In bytes, of SHA-256 (RFC 2104, section 2): no key of a load is longer.</summary>
    private const int BlockLength = 64;

    private readonly bool _isForged;
    private readonly int _tenants;
    private readonly byte[] _key;
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
        _tenants = tenants;
        _key = tenants > 0 ? Encoding.UTF8.GetBytes(LoadSize.SecretOfTenant(Encoding.UTF8.GetString(secret), 0)) : secret;
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
        _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    }

    /// <summary>The next request; valid until asked again.</summary>
    public ReadOnlyMemory<byte> Next(long id, DateTimeOffset now)
    {
        var body = _bytes.AsSpan(_bodyAt);
        var timestamp = _bytes.AsSpan(_timestampAt, TimestampLength);
        Utf8Formatter.TryFormat(id, _bytes.AsSpan(_idAt, IdLength), out _, new('x', IdLength));
        Utf8Formatter.TryFormat(now.ToUnixTimeSeconds(), timestamp, out _);
        if (_tenants > 0)
        {
            var number = _bytes.AsSpan(_tenantAt, TenantDigits);
            Utf8Formatter.TryFormat(id % _tenants, number, out _, new('D', TenantDigits));
            number.CopyTo(_key.AsSpan(_key.Length - TenantDigits));
        }

        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Sign(timestamp, body, signature);
        signature[0] ^= _isForged ? (byte)1 : (byte)0;
        Convert.TryToHexStringLower(signature, _bytes.AsSpan(_signatureAt, 2 * signature.Length), out _);
        return _bytes;
    }

    public void Dispose() => _hash.Dispose();

    private void Sign(ReadOnlySpan<byte> timestamp, ReadOnlySpan<byte> body, Span<byte> signature)
    {
        AppendKey(0x36);
        _hash.AppendData(timestamp);
        _hash.AppendData("."u8);
        _hash.AppendData(body);
        _hash.GetHashAndReset(signature);
        AppendKey(0x5C);
        _hash.AppendData(signature);
        _hash.GetHashAndReset(signature);
    }

    private void AppendKey(byte pad)
    {
        Span<byte> block = stackalloc byte[BlockLength];
        block.Clear();
        _key.CopyTo(block);
        foreach (ref var each in block)
        {
            each ^= pad;
        }

        _hash.AppendData(block);
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
