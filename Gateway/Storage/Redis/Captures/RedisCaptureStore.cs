using System.Globalization;
using System.Text;
using Gateway.Storage.Captures;
using Gateway.Storage.Deliveries;
using StackExchange.Redis;

namespace Gateway.Storage.Redis.Captures;

/// <summary>
/// Kept requests in Redis, shared by every replica. A hash has what they are found by, and what all take together; another their contents,
/// a third what has become of them since, and a sorted set their order; all on one node, and gone by themselves when nothing is added any more.
/// </summary>
internal sealed class RedisCaptureStore(RedisCommands commands) : ICaptureStore
{
    private const char Separator = '\n';
    private const int Parts = 7;

    /// <summary>The field of the heads that says what all take together. No request has such an id.</summary>
    private const string Sum = "bytes";

    /// <summary>What stands before each script that takes any out. What a request takes stands at the beginning of its head.</summary>
    private const string Forgetting =
        $"""
        local function size(id)
          return tonumber(string.match(redis.call('HGET', KEYS[2], id) or '0', '^%d+'))
        end
        local function forget(id)
          local bytes = size(id)
          local found = redis.call('ZREM', KEYS[1], id)
          if found == 1 then
            redis.call('HINCRBY', KEYS[2], '{Sum}', -bytes)
          end
          redis.call('HDEL', KEYS[2], id)
          redis.call('HDEL', KEYS[3], id)
          redis.call('HDEL', KEYS[4], id)
          return found
        end

        """;

    // KEYS: order, heads, contents, releases. ARGV: id, received, head, content, bytes, count, bytes in all, oldest, time to live in ms,
    // what has become of it if it was not there before.
    // The sum is made anew only where it is not there: everybody waits for Redis while a script runs, webhooks above all.
    private static readonly RedisScript Add = new(
        Forgetting +
        $"""
        if not redis.call('HGET', KEYS[2], '{Sum}') then
          local all = 0
          for _, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
            all = all + size(id)
          end
          redis.call('HSET', KEYS[2], '{Sum}', all)
        end
        local release = redis.call('HGET', KEYS[4], ARGV[1]) or ARGV[10]
        forget(ARGV[1])
        for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[8])) do
          forget(id)
        end
        local bytes = tonumber(ARGV[5])
        if tonumber(ARGV[6]) < 1 or bytes > tonumber(ARGV[7]) or tonumber(ARGV[2]) < tonumber(ARGV[8]) then
          return 0
        end
        local count = redis.call('ZCARD', KEYS[1])
        while count > 0 and (count >= tonumber(ARGV[6]) or tonumber(redis.call('HGET', KEYS[2], '{Sum}')) + bytes > tonumber(ARGV[7])) do
          forget(redis.call('ZRANGE', KEYS[1], 0, 0)[1])
          count = count - 1
        end
        redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
        redis.call('HSET', KEYS[2], ARGV[1], ARGV[3])
        redis.call('HSET', KEYS[3], ARGV[1], ARGV[4])
        redis.call('HSET', KEYS[4], ARGV[1], release)
        redis.call('HINCRBY', KEYS[2], '{Sum}', bytes)
        for i = 1, 4 do
          redis.call('PEXPIRE', KEYS[i], ARGV[9])
        end
        return 1
        """);

    private static readonly RedisScript Forget = new(Forgetting + "return forget(ARGV[1])");

    private static readonly RedisScript Heads = new("return { redis.call('HGETALL', KEYS[2]), redis.call('HGETALL', KEYS[4]) }");

    private static readonly RedisScript Whole = new(
        "return { redis.call('HGET', KEYS[2], ARGV[1]), redis.call('HGET', KEYS[3], ARGV[1]), redis.call('HGET', KEYS[4], ARGV[1]) }");

    // ARGV: id, what is expected, what is next. The hash is there, and has its end, since something was added.
    private static readonly RedisScript Mark = new(
        """
        if not redis.call('ZSCORE', KEYS[1], ARGV[1]) or (redis.call('HGET', KEYS[4], ARGV[1]) or '') ~= ARGV[2] then
          return 0
        end
        redis.call('HSET', KEYS[4], ARGV[1], ARGV[3])
        return 1
        """);

    private readonly RedisKey[] _keys = new RedisKeys(commands.KeyPrefix).Captures();

    public async ValueTask<bool> AddAsync(CaptureRecord record, CaptureBounds bounds, CancellationToken cancellation)
    {
        RedisValue[] arguments =
        [
            Id(record.Id), Microseconds.Of(record.ReceivedAt), Head(record), record.Content, record.Bytes, bounds.MaxCount, bounds.MaxBytes,
            Microseconds.NotBefore(commands.Clock.GetUtcNow() - bounds.KeepFor), (long)bounds.KeepFor.TotalMilliseconds,
            record.Release.ToText(),
        ];
        return (int)await Add.EvaluateAsync(commands, _keys, arguments, cancellation) == 1;
    }

    public async ValueTask<bool> RemoveAsync(Guid id, CancellationToken cancellation) =>
        (int)await Forget.EvaluateAsync(commands, _keys, [Id(id)], cancellation) == 1;

    public async ValueTask<CapturePage> ListAsync(CaptureFilter filter, string? after, int atMost, CancellationToken cancellation)
    {
        var place = after is null ? (CapturePlace?)null : CapturePlace.Parse(after);
        var answer = (RedisResult[])(await Heads.EvaluateAsync(commands, _keys, [], cancellation))!;
        var (heads, marks) = ((RedisResult[])answer[0]!, (RedisResult[])answer[1]!);
        var releases = new Dictionary<string, string>(marks.Length / 2, StringComparer.Ordinal);
        for (var i = 0; i + 1 < marks.Length; i += 2)
        {
            releases[(string)marks[i]!] = (string)marks[i + 1]!;
        }

        var records = new List<CaptureRecord>(heads.Length / 2);
        for (var i = 0; i + 1 < heads.Length; i += 2)
        {
            var id = (string)heads[i]!;
            if (id == Sum)
            {
                continue;
            }

            records.Add(Read(Guid.ParseExact(id, "N"), (string)heads[i + 1]!, releases.GetValueOrDefault(id)));
        }

        return CapturePage.Of(records, filter, place?.ToString(), atMost);
    }

    public async ValueTask<CaptureRecord?> FindAsync(Guid id, CancellationToken cancellation)
    {
        var answer = (RedisResult[])(await Whole.EvaluateAsync(commands, _keys, [Id(id)], cancellation))!;
        return answer is [{ IsNull: false } head, { IsNull: false } content, var release]
            ? Read(id, (string)head!, (string?)release) with { Content = (byte[])content! }
            : null;
    }

    public async ValueTask<bool> TryMarkAsync(Guid id, ReleaseMark expected, ReleaseMark next, CancellationToken cancellation) =>
        (int)await Mark.EvaluateAsync(commands, _keys, [Id(id), expected.ToText(), next.ToText()], cancellation) == 1;

    private static string Id(Guid id) => id.ToString("N");

    /// <summary>Texts of the sender's in base64: none of them is to end a part.</summary>
    private static string Head(CaptureRecord record) => string.Create(
        CultureInfo.InvariantCulture,
        $"{record.Bytes}{Separator}{Microseconds.Of(record.ReceivedAt)}{Separator}{record.Outcome}{Separator}{record.Client}{Separator}{Text(record.RequestId)}{Separator}{Text(record.Route)}{Separator}1");

    private static CaptureRecord Read(Guid id, string head, string? release)
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
            Release = ReleaseMark.Parse(release ?? ""),
        };
    }

    private static string Text(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
