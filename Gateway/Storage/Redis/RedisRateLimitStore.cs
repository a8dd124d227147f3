using Gateway.Storage.Leases;
using StackExchange.Redis;

namespace Gateway.Storage.Redis;

/// <summary>
/// Budgets in Redis, shared by every replica. A budget is the time, in microseconds by Redis's clock, at which it will
/// be full again; Redis forgets it then.
/// </summary>
internal sealed class RedisRateLimitStore(RedisCommands commands) : IBudgetLeases
{
    // All budgets are read before one is written: a script that stops half-way is not undone. Numbers in Lua are exact up to
    // 2^53, in microseconds the year 2255; written out with %.0f, since tostring would round to 14 digits, and a quotient is looked at
    // again for the same reason. Redis before version 5 does not let a script write after asking for the time.
    private static readonly RedisScript Script = new(
        """
        local time = redis.call('TIME')
        local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
        local full = {}
        local grants = { 1 }
        local waits = { 0 }
        local refused = false
        for i, key in ipairs(KEYS) do
          local interval = tonumber(ARGV[4 * i - 3])
          local burst = tonumber(ARGV[4 * i - 2])
          local least = tonumber(ARGV[4 * i - 1])
          full[i] = math.max(now, tonumber(redis.call('GET', key) or now))
          local room = math.floor((now + burst - full[i]) / interval)
          if full[i] + room * interval > now + burst then
            room = room - 1
          end
          waits[i + 1] = math.max(0, full[i] + least * interval - now - burst)
          grants[i + 1] = math.min(room, tonumber(ARGV[4 * i]))
          refused = refused or room < least
          full[i] = full[i] + grants[i + 1] * interval
        end
        if refused then
          return waits
        end
        for i, key in ipairs(KEYS) do
          redis.call('SET', key, string.format('%.0f', full[i]), 'PX', math.ceil((full[i] - now) / 1000))
        end
        return grants
        """);

    // A budget that is not there is full.
    private static readonly RedisScript Return = new(
        """
        local time = redis.call('TIME')
        local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
        for i, key in ipairs(KEYS) do
          local full = tonumber(redis.call('GET', key) or now) - tonumber(ARGV[4 * i - 3]) * tonumber(ARGV[4 * i])
          if full > now then
            redis.call('SET', key, string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000))
          else
            redis.call('DEL', key)
          end
        end
        return 0
        """);

    private readonly RedisKeys _keys = new(commands.KeyPrefix);

    public async ValueTask<BudgetGrant> TryLeaseAsync(ReadOnlyMemory<BudgetAsk> asks, CancellationToken cancellation)
    {
        var (keys, arguments) = Arguments(asks.Span);
        var numbers = (long[])(await Script.EvaluateAsync(commands, keys, arguments, cancellation))!;
        return numbers[0] == 1
            ? new BudgetGrant(IsGranted: true, [.. numbers.Skip(1).Select(number => (int)number)], Waits: null)
            : new BudgetGrant(IsGranted: false, [], [.. numbers.Skip(1).Select(number => TimeSpan.FromMicroseconds(number))]);
    }

    public async ValueTask ReturnAsync(ReadOnlyMemory<BudgetAsk> asks, CancellationToken cancellation)
    {
        var (keys, arguments) = Arguments(asks.Span);
        await Return.EvaluateAsync(commands, keys, arguments, cancellation);
    }

    private (RedisKey[] Keys, RedisValue[] Arguments) Arguments(ReadOnlySpan<BudgetAsk> asks)
    {
        var keys = new RedisKey[asks.Length];
        var arguments = new RedisValue[4 * asks.Length];
        for (var i = 0; i < asks.Length; i++)
        {
            var pace = RateLimitPace.Of(asks[i].Charge);
            keys[i] = _keys.Budget(asks[i].Charge.Key);
            arguments[4 * i] = pace.Interval;
            arguments[(4 * i) + 1] = pace.Burst;
            arguments[(4 * i) + 2] = asks[i].Least;
            arguments[(4 * i) + 3] = asks[i].Most;
        }

        return (keys, arguments);
    }
}
