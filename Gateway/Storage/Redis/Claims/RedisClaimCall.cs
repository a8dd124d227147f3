using StackExchange.Redis;

namespace Gateway.Storage.Redis.Claims;

/// <summary>Several operations as one call of a script: one command to write and one answer to read for all of them.</summary>
internal static class RedisClaimCall
{
    /// <summary>
    /// Each by itself and in their order; one that is refused (a full Redis, a key that is something else) leaves the others alone. A
    /// time of 0 is a release, and 'x' forgets: 'p' if there was anything. The answer is a letter for each, and what Redis has said where that is 'e'.
    /// </summary>
    private static readonly RedisScript Script = new(
        """
        local answers = {}
        local problem = ''
        for i, key in ipairs(KEYS) do
          local value = ARGV[2 * i - 1]
          local time = ARGV[2 * i]
          local answer
          local letter = 'd'
          if value == 'p' then
            answer = redis.pcall('SET', key, value, 'PX', time)
          elseif value == 'x' then
            answer = redis.pcall('DEL', key)
            letter = answer == 1 and 'p' or 'd'
          elseif time == '0' then
            answer = redis.pcall('GET', key)
            if answer == value then
              answer = redis.pcall('DEL', key)
            end
          else
            answer = redis.pcall('SET', key, value, 'NX', 'PX', time)
            if not answer then
              answer = redis.pcall('GET', key)
              letter = type(answer) == 'string' and string.sub(answer, 1, 1) or '?'
            end
          end
          if type(answer) == 'table' and answer.err then
            letter = 'e'
            problem = answer.err
          end
          answers[i] = letter
        end
        return {table.concat(answers), problem}
        """);

    public static Task<RedisResult> SendAsync(IDatabase database, IReadOnlyList<RedisClaimOperation> operations)
    {
        var keys = new RedisKey[operations.Count];
        var arguments = new RedisValue[2 * operations.Count];
        for (var index = 0; index < operations.Count; index++)
        {
            var operation = operations[index];
            keys[index] = operation.Key;
            arguments[2 * index] = operation.Value;
            arguments[(2 * index) + 1] = operation.Kind == RedisClaimKind.Release ? 0 : operation.Milliseconds;
        }

        return Script.EvaluateAsync(database, keys, arguments, CommandFlags.None);
    }

    /// <summary>Tells those who wait how it went.</summary>
    /// <returns>Why Redis has refused those that are not answered; null if there are none.</returns>
    public static string? Answer(RedisResult result, IReadOnlyList<RedisClaimOperation> operations)
    {
        var answer = (RedisResult[])result!;
        var letters = (byte[])answer[0]!;
        string? problem = null;
        for (var index = 0; index < operations.Count; index++)
        {
            switch (letters[index])
            {
                case (byte)'d':
                    operations[index].Succeed(ClaimState.Claimed);
                    break;
                case (byte)'f':
                    operations[index].Succeed(ClaimState.InFlight);
                    break;
                case (byte)'p':
                    operations[index].Succeed(ClaimState.Processed);
                    break;
                case (byte)'e':
                    problem ??= (string?)answer[1] ?? "";
                    break;
                default:
                    operations[index].Fail(new StoreUnavailableException("The claim in Redis was not written by the gateway."));
                    break;
            }
        }

        return problem;
    }
}
