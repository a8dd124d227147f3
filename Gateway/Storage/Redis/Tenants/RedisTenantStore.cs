using System.Globalization;
using System.Security.Cryptography;
using Gateway.Storage.Tenants;
using StackExchange.Redis;

namespace Gateway.Storage.Redis.Tenants;

/// <summary>
/// Tenants in Redis, shared by every replica. A clock counts the changes; a sorted set has the routes by their last one, and of each route a
/// sorted set the tenants by theirs, a hash their contents, and a sorted set those that were removed by when.
/// </summary>
internal sealed class RedisTenantStore(RedisCommands commands) : ITenantStore
{
    private static readonly RedisScript Changed = new(
        """
        local clock = redis.call('HMGET', KEYS[1], 'epoch', 'last')
        return { clock[1] or '', clock[2] or '0', redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. ARGV[1], '+inf') }
        """);

    // KEYS: order, contents. ARGV: after, how many, how many bytes.
    private static readonly RedisScript Upward = new(
        "local found = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. ARGV[1], '+inf', 'WITHSCORES', 'LIMIT', 0, ARGV[2])" + Page);

    private static readonly RedisScript Downward = new(
        "local found = redis.call('ZRANGE', KEYS[1], '(' .. ARGV[1], '-inf', 'BYSCORE', 'REV', 'LIMIT', 0, ARGV[2], 'WITHSCORES')" + Page);

    private static readonly RedisScript Read = new(
        "return { redis.call('ZSCORE', KEYS[1], ARGV[1]), redis.call('HGET', KEYS[2], ARGV[1]) }");

    // KEYS: clock, routes, order, contents, removed. ARGV: route, tenant, change, whether it is removed, content, epoch, how many there may
    // be, for how many seconds removals are told.
    private static readonly RedisScript Write = new(
        """
        local known = redis.call('ZSCORE', KEYS[3], ARGV[2])
        if tonumber(known or '0') ~= tonumber(ARGV[3]) then
          return 0
        end
        local removes = ARGV[4] == '1'
        if not removes and not known and redis.call('ZCARD', KEYS[3]) >= tonumber(ARGV[7]) then
          return 2
        end
        if redis.call('HSTRLEN', KEYS[1], 'epoch') == 0 then
          redis.call('HSET', KEYS[1], 'epoch', ARGV[6])
        end
        local change = redis.call('HINCRBY', KEYS[1], 'last', 1)
        redis.call('ZADD', KEYS[2], change, ARGV[1])
        redis.call('ZADD', KEYS[3], change, ARGV[2])
        local now = tonumber(redis.call('TIME')[1])
        if removes then
          redis.call('HDEL', KEYS[4], ARGV[2])
          redis.call('ZADD', KEYS[5], now, ARGV[2])
        else
          redis.call('HSET', KEYS[4], ARGV[2], ARGV[5])
          redis.call('ZREM', KEYS[5], ARGV[2])
        end
        for _, name in ipairs(redis.call('ZRANGEBYSCORE', KEYS[5], '-inf', now - tonumber(ARGV[8]), 'LIMIT', 0, 10)) do
          redis.call('ZREM', KEYS[5], name)
          redis.call('ZREM', KEYS[3], name)
        end
        return 1
        """);

    private const string Page =
        """

        local page, bytes = {}, 0
        for i = 1, #found, 2 do
          local content = redis.call('HGET', KEYS[2], found[i])
          page[#page + 1] = { found[i], found[i + 1], content }
          bytes = bytes + (content and #content or 0)
          if bytes > tonumber(ARGV[3]) then
            break
          end
        end
        return page
        """;

    private readonly RedisKeys _keys = new(commands.KeyPrefix);

    public async ValueTask<TenantChanges> ChangedAsync(long after, CancellationToken cancellation)
    {
        var answer = (RedisResult[])(await Changed.EvaluateAsync(commands, [_keys.TenantClock, _keys.TenantRoutes], [after], cancellation))!;
        return new TenantChanges((string)answer[0]!, (long)answer[1], [.. ((RedisResult[])answer[2]!).Select(route => (string)route!)]);
    }

    public async ValueTask<IReadOnlyList<TenantEntry>> PageAsync(
        string route, long after, int most, bool isDownward, CancellationToken cancellation)
    {
        var keys = _keys.Tenants(route);
        var answer = await (isDownward ? Downward : Upward).EvaluateAsync(
            commands, [keys[0], keys[1]], [after, most, ITenantStore.PageBytes], cancellation);
        return [.. ((RedisResult[])answer!).Select(entry => Entry((RedisResult[])entry!))];
    }

    public async ValueTask<TenantEntry?> ReadAsync(string route, string tenant, CancellationToken cancellation)
    {
        var keys = _keys.Tenants(route);
        var answer = (RedisResult[])(await Read.EvaluateAsync(commands, [keys[0], keys[1]], [tenant], cancellation))!;
        return answer is [{ IsNull: false } change, var content] ? new TenantEntry(tenant, Content(content), Change(change)) : null;
    }

    public async ValueTask<TenantWrite> WriteAsync(
        string route, string tenant, byte[]? content, long change, CancellationToken cancellation)
    {
        RedisValue[] arguments =
        [
            route, tenant, change, content is null ? 1 : 0, content ?? [],
            Convert.ToHexString(RandomNumberGenerator.GetBytes(sizeof(ulong))), ITenantStore.MostTenants, (long)ITenantStore.RemovalsToldFor.TotalSeconds,
        ];
        return (TenantWrite)(int)await Write.EvaluateAsync(
            commands, [_keys.TenantClock, _keys.TenantRoutes, .. _keys.Tenants(route)], arguments, cancellation);
    }

    private static TenantEntry Entry(RedisResult[] entry) => new((string)entry[0]!, Content(entry[2]), Change(entry[1]));

    private static byte[]? Content(RedisResult content) => content.IsNull ? null : (byte[])content!;

    /// <summary>Scores are numbers with a fraction, which these have not.</summary>
    private static long Change(RedisResult score) => (long)double.Parse((string)score!, CultureInfo.InvariantCulture);
}
