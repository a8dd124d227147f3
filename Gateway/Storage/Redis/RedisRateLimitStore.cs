using System.Runtime.CompilerServices;
using StackExchange.Redis;

namespace Gateway.Storage.Redis;

/// <summary>
/// Budgets in Redis, shared by every replica. A budget is the time, in microseconds by Redis's clock, at which it will
/// be full again; Redis forgets it then.
/// </summary>
internal sealed class RedisRateLimitStore(RedisCommands commands) : IRateLimitStore
{
    // All budgets are read before one is written: a script that stops half-way is not undone. The same budget may be
    // charged twice. Numbers in Lua are exact up to 2^53, in microseconds the year 2255; written out with %.0f, since
    // tostring would round to 14 digits. Redis before version 5 does not let a script write after asking for the time.
    private static readonly RedisScript Script = new(
        """
        local time = redis.call('TIME')
        local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
        local wait = 0
        local full = {}
        for i, key in ipairs(KEYS) do
          local interval = tonumber(ARGV[2 * i - 1])
          local burst = tonumber(ARGV[2 * i])
          local was = full[key] or tonumber(redis.call('GET', key) or now)
          full[key] = math.max(now, was) + interval
          wait = math.max(wait, full[key] - now - burst)
        end
        if wait == 0 then
          for key, time in pairs(full) do
            redis.call('SET', key, string.format('%.0f', time), 'PX', math.ceil((time - now) / 1000))
          end
        end
        return wait
        """);

    // A budget that is not there is full.
    private static readonly RedisScript Return = new(
        """
        local time = redis.call('TIME')
        local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
        for i, key in ipairs(KEYS) do
          local full = tonumber(redis.call('GET', key) or now) - tonumber(ARGV[2 * i - 1])
          if full > now then
            redis.call('SET', key, string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000))
          else
            redis.call('DEL', key)
          end
        end
        return 0
        """);

    private readonly RedisKeys _keys = new(commands.KeyPrefix);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<TimeSpan> TryTakeAsync(
        ReadOnlyMemory<RateLimitCharge> charges, CancellationToken cancellation)
    {
        var (keys, paces) = Arguments(charges.Span);
        return TimeSpan.FromMicroseconds((long)await Script.EvaluateAsync(commands, keys, paces, cancellation));
    }

    public async ValueTask GiveBackAsync(ReadOnlyMemory<RateLimitCharge> charges, CancellationToken cancellation)
    {
        var (keys, paces) = Arguments(charges.Span);
        await Return.EvaluateAsync(commands, keys, paces, cancellation);
    }

    private (RedisKey[] Keys, RedisValue[] Paces) Arguments(ReadOnlySpan<RateLimitCharge> charges)
    {
        var keys = new RedisKey[charges.Length];
        var paces = new RedisValue[2 * charges.Length];
        for (var i = 0; i < charges.Length; i++)
        {
            var pace = RateLimitPace.Of(charges[i]);
            keys[i] = _keys.Budget(charges[i].Key);
            paces[2 * i] = pace.Interval;
            paces[(2 * i) + 1] = pace.Burst;
        }

        return (keys, paces);
    }
}
