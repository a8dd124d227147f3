using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using StackExchange.Redis;

namespace Gateway.Storage.Redis;

/// <summary>
/// Names in Redis. Written as bytes, because the library would turn text into bytes again for every command.
/// </summary>
internal sealed class RedisKeys(string prefix)
{
    private const int HashLength = 43;

    private readonly byte[] _claim = Encoding.UTF8.GetBytes(prefix + "claim:");

    /// <summary>Asked for to find out whether Redis serves keys at all; never written.</summary>
    public RedisKey Health { get; } = Encoding.UTF8.GetBytes(prefix + "health");

    /// <summary><c>{prefix}claim:{route}:{hash}</c>, the hash in base64url.</summary>
    public RedisKey Claim(in ClaimKey key)
    {
        var routeEnd = _claim.Length + Encoding.UTF8.GetByteCount(key.Route);
        var name = new byte[routeEnd + 1 + HashLength];
        _claim.CopyTo(name, 0);
        Encoding.UTF8.GetBytes(key.Route, name.AsSpan(_claim.Length));
        name[routeEnd] = (byte)':';

        Span<byte> hash = stackalloc byte[32];
        BinaryPrimitives.WriteUInt128BigEndian(hash, key.High);
        BinaryPrimitives.WriteUInt128BigEndian(hash[16..], key.Low);
        Base64Url.EncodeToUtf8(hash, name.AsSpan(routeEnd + 1));
        return name;
    }

    /// <summary>
    /// <c>{prefix}rate:{{route}}:{rule}:{subject}</c> in hexadecimal digits. The inner braces stand in the key: what is
    /// between them decides on the node, so all budgets of a route are on the same one.
    /// </summary>
    public RedisKey Budget(in RateLimitKey key) =>
        Encoding.UTF8.GetBytes($"{prefix}rate:{{{key.Route:x16}}}:{key.Rule:x16}:{key.Subject:x32}");
}
