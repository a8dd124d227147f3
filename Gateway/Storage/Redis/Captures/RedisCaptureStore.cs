using System.Globalization;
using System.Text;
using Gateway.Storage.Captures;
using Gateway.Storage.Deliveries;
using StackExchange.Redis;

namespace Gateway.Storage.Redis.Captures;

/// <summary>
/// Kept requests in Redis, shared by every replica. A hash has what they are found by, another their contents, and a sorted set their
/// order; all on one node, and gone by themselves when nothing is added any more.
/// </summary>
internal sealed class RedisCaptureStore(RedisCommands commands) : ICaptureStore
{
    private const char Separator = '\n';
    private const int Parts = 7;

    // KEYS: order, heads, contents. ARGV: id, received, head, content, bytes, count, bytes in all, oldest, time to live in ms.
    // What a request takes stands at the beginning of its head. Sums are made anew each time: there is a bounded number of them.
    private static readonly RedisScript Add = new(
        """
        local function forget(id)
          redis.call('ZREM', KEYS[1], id)
          redis.call('HDEL', KEYS[2], id)
          redis.call('HDEL', KEYS[3], id)
        end
        forget(ARGV[1])
        for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[8])) do
          forget(id)
        end
        local bytes = tonumber(ARGV[5])
        if tonumber(ARGV[6]) < 1 or bytes > tonumber(ARGV[7]) or tonumber(ARGV[2]) < tonumber(ARGV[8]) then
          return 0
        end
        local sum = 0
        local order = redis.call('ZRANGE', KEYS[1], 0, -1)
        local sizes = {}
        for i, id in ipairs(order) do
          sizes[i] = tonumber(string.match(redis.call('HGET', KEYS[2], id) or '0', '^%d+'))
          sum = sum + sizes[i]
        end
        local first = 1
        while first <= #order and (#order - first + 1 >= tonumber(ARGV[6]) or sum + bytes > tonumber(ARGV[7])) do
          forget(order[first])
          sum = sum - sizes[first]
          first = first + 1
        end
        redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
        redis.call('HSET', KEYS[2], ARGV[1], ARGV[3])
        redis.call('HSET', KEYS[3], ARGV[1], ARGV[4])
        for i = 1, 3 do
          redis.call('PEXPIRE', KEYS[i], ARGV[9])
        end
        return 1
        """);

    private static readonly RedisScript Forget = new(
        """
        redis.call('HDEL', KEYS[2], ARGV[1])
        redis.call('HDEL', KEYS[3], ARGV[1])
        return redis.call('ZREM', KEYS[1], ARGV[1])
        """);

    private static readonly RedisScript Heads = new("return redis.call('HGETALL', KEYS[2])");

    private static readonly RedisScript Both = new("return { redis.call('HGET', KEYS[2], ARGV[1]), redis.call('HGET', KEYS[3], ARGV[1]) }");

    private readonly RedisKey[] _keys = new RedisKeys(commands.KeyPrefix).Captures();

    public async ValueTask<bool> AddAsync(CaptureRecord record, CaptureBounds bounds, CancellationToken cancellation)
    {
        RedisValue[] arguments =
        [
            Id(record.Id), Microseconds.Of(record.ReceivedAt), Head(record), record.Content, record.Bytes, bounds.MaxCount, bounds.MaxBytes,
            Microseconds.NotBefore(commands.Clock.GetUtcNow() - bounds.KeepFor), (long)bounds.KeepFor.TotalMilliseconds,
        ];
        return (int)await Add.EvaluateAsync(commands, _keys, arguments, cancellation) == 1;
    }

    public async ValueTask<bool> RemoveAsync(Guid id, CancellationToken cancellation) =>
        (int)await Forget.EvaluateAsync(commands, _keys, [Id(id)], cancellation) == 1;

    public async ValueTask<CapturePage> ListAsync(CaptureFilter filter, string? after, int atMost, CancellationToken cancellation)
    {
        var place = after is null ? (CapturePlace?)null : CapturePlace.Parse(after);
        var answer = (RedisResult[])(await Heads.EvaluateAsync(commands, _keys, [], cancellation))!;
        var records = new List<CaptureRecord>(answer.Length / 2);
        for (var i = 0; i + 1 < answer.Length; i += 2)
        {
            records.Add(Read(Guid.ParseExact((string)answer[i]!, "N"), (string)answer[i + 1]!));
        }

        return CapturePage.Of(records, filter, place?.ToString(), atMost);
    }

    public async ValueTask<CaptureRecord?> FindAsync(Guid id, CancellationToken cancellation)
    {
        var answer = (RedisResult[])(await Both.EvaluateAsync(commands, _keys, [Id(id)], cancellation))!;
        return answer is [{ IsNull: false } head, { IsNull: false } content]
            ? Read(id, (string)head!) with { Content = (byte[])content! }
            : null;
    }

    private static string Id(Guid id) => id.ToString("N");

    /// <summary>Texts of the sender's in base64: none of them is to end a part.</summary>
    private static string Head(CaptureRecord record) => string.Create(
        CultureInfo.InvariantCulture,
        $"{record.Bytes}{Separator}{Microseconds.Of(record.ReceivedAt)}{Separator}{record.Outcome}{Separator}{record.Client}{Separator}{Text(record.RequestId)}{Separator}{Text(record.Route)}{Separator}1");

    private static CaptureRecord Read(Guid id, string head)
    {
        var parts = head.Split(Separator);
        if (parts.Length < Parts)
        {
            throw new StoreUnavailableException("What stands in Redis of a kept request is not this gateway's.");
        }

        return new CaptureRecord
        {
            Id = id,
            Bytes = long.Parse(parts[0], CultureInfo.InvariantCulture),
            ReceivedAt = Microseconds.At(long.Parse(parts[1], CultureInfo.InvariantCulture)),
            Outcome = parts[2],
            Client = parts[3].Length == 0 ? null : parts[3],
            RequestId = Encoding.UTF8.GetString(Convert.FromBase64String(parts[4])),
            Route = Encoding.UTF8.GetString(Convert.FromBase64String(parts[5])),
        };
    }

    private static string Text(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
