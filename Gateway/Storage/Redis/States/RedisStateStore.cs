using Gateway.Storage.States;
using StackExchange.Redis;

namespace Gateway.Storage.Redis.States;

/// <summary>States in Redis, shared by every replica: a hash each, gone by itself when nobody writes it any more.</summary>
internal sealed class RedisStateStore(RedisCommands commands) : IStateStore
{
    private static readonly RedisScript Read = new(
        "return { redis.call('HGET', KEYS[1], 'version'), redis.call('HGET', KEYS[1], 'content') }");

    // ARGV: version, content, time to live in ms.
    private static readonly RedisScript Write = new(
        """
        local version = tonumber(redis.call('HGET', KEYS[1], 'version') or '0')
        if version ~= tonumber(ARGV[1]) then
          return 0
        end
        redis.call('HSET', KEYS[1], 'version', version + 1, 'content', ARGV[2])
        redis.call('PEXPIRE', KEYS[1], ARGV[3])
        return 1
        """);

    private readonly RedisKeys _keys = new(commands.KeyPrefix);

    public async ValueTask<StateEntry?> ReadAsync(string name, CancellationToken cancellation)
    {
        var answer = (RedisResult[])(await Read.EvaluateAsync(commands, [_keys.State(name)], [], cancellation))!;
        return answer is [{ IsNull: false } version, { IsNull: false } content]
            ? new StateEntry((byte[])content!, (long)version)
            : null;
    }

    public async ValueTask<bool> WriteAsync(string name, ReadOnlyMemory<byte> content, long version, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, IStateStore.MostBytes, nameof(content));
        return (int)await Write.EvaluateAsync(
            commands, [_keys.State(name)], [version, content, (long)IStateStore.KeptFor.TotalMilliseconds], cancellation) == 1;
    }
}
