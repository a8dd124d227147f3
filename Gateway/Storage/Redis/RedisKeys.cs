using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using StackExchange.Redis;

namespace Gateway.Storage.Redis;

/// <summary>
/// Names in Redis. Written as bytes, because the library would turn text into bytes again for every command. What is
/// between braces decides on the node of a cluster: everything of a route is on the same one.
/// </summary>
internal sealed class RedisKeys(string prefix)
{
    private const int HashLength = 43;

    private static readonly SearchValues<char> Reserved = SearchValues.Create("%{}");

    private readonly byte[] _claim = Encoding.UTF8.GetBytes(prefix + "claim:{");

    /// <summary>Asked for to find out whether Redis serves keys at all; never written.</summary>
    public RedisKey Health { get; } = Encoding.UTF8.GetBytes(prefix + "health");

    /// <summary>A set of the names of all routes that have ever had a queue. It is on a node of its own.</summary>
    public RedisKey Routes { get; } = Encoding.UTF8.GetBytes(prefix + "routes");

    /// <summary><c>{prefix}claim:{{route}}:{hash}</c>, the hash in base64url.</summary>
    public RedisKey Claim(in ClaimKey key)
    {
        var tag = Tag(key.Route);
        var tagEnd = _claim.Length + Encoding.UTF8.GetByteCount(tag);
        var name = new byte[tagEnd + 2 + HashLength];
        _claim.CopyTo(name, 0);
        Encoding.UTF8.GetBytes(tag, name.AsSpan(_claim.Length));
        name[tagEnd] = (byte)'}';
        name[tagEnd + 1] = (byte)':';

        Span<byte> hash = stackalloc byte[32];
        BinaryPrimitives.WriteUInt128BigEndian(hash, key.High);
        BinaryPrimitives.WriteUInt128BigEndian(hash[16..], key.Low);
        Base64Url.EncodeToUtf8(hash, name.AsSpan(tagEnd + 2));
        return name;
    }

    /// <summary><c>{prefix}rate:{{route}}:{rule}:{subject}</c> in hexadecimal digits.</summary>
    public RedisKey Budget(in RateLimitKey key) =>
        Encoding.UTF8.GetBytes($"{prefix}rate:{{{key.Route:x16}}}:{key.Rule:x16}:{key.Subject:x32}");

    /// <summary>
    /// <c>{prefix}queue:{{route}}</c>: a set of the destinations that the route has queues for. With it begin the names of
    /// all that is in them.
    /// </summary>
    public RedisKey Queues(string route) => Encoding.UTF8.GetBytes($"{prefix}queue:{{{Tag(route)}}}");

    /// <summary>One event of a route's queues, with its deliveries.</summary>
    public RedisKey Event(string route, Guid id) => Encoding.UTF8.GetBytes($"{prefix}queue:{{{Tag(route)}}}:event:{id}");

    /// <summary>A part of the content of an event that is to be accepted.</summary>
    public RedisKey Part(string route, Guid id, int number) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{prefix}queue:{{{Tag(route)}}}:part:{id}:{number}"));

    /// <summary>Order, heads and contents of kept requests, and what has become of them since.</summary>
    public RedisKey[] Captures() => [Capture("order"), Capture("heads"), Capture("contents"), Capture("releases")];

    private RedisKey Capture(string part) => Encoding.UTF8.GetBytes($"{prefix}capture:{{captures}}:{part}");

    /// <summary><c>{prefix}state:{{name}}</c>: a state of the gateway itself.</summary>
    public RedisKey State(string name) => Encoding.UTF8.GetBytes($"{prefix}state:{{{Tag(name)}}}");

    /// <summary>Counts the changes of tenants.</summary>
    public RedisKey TenantClock => Tenant("clock");

    /// <summary>The routes that have had tenants, by their last changes.</summary>
    public RedisKey TenantRoutes => Tenant("routes");

    /// <summary>Order, contents and removals of a route's tenants. All routes' are on one node: a change of any is counted with it.</summary>
    public RedisKey[] Tenants(string route) => [Tenant($"order:{route}"), Tenant($"contents:{route}"), Tenant($"removed:{route}")];

    private RedisKey Tenant(string part) => Encoding.UTF8.GetBytes($"{prefix}tenant:{{tenants}}:{part}");

    /// <summary>Written to find out how far the replicas are; soon gone.</summary>
    public RedisKey Barrier(string route) => Encoding.UTF8.GetBytes($"{prefix}queue:{{{Tag(route)}}}:barrier");

    /// <summary>A name that is the whole tag, whatever it is: braces in it would end it, and nothing between them is none.</summary>
    private static string Tag(string route)
    {
        if (route.Length == 0)
        {
            return "%";
        }

        return route.AsSpan().ContainsAny(Reserved)
            ? route.Replace("%", "%25", StringComparison.Ordinal)
                .Replace("{", "%7B", StringComparison.Ordinal)
                .Replace("}", "%7D", StringComparison.Ordinal)
            : route;
    }
}
