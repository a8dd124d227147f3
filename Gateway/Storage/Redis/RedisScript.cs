using StackExchange.Redis;

namespace Gateway.Storage.Redis;

/// <summary>A script that Redis carries out as a whole, on the primary.</summary>
internal sealed class RedisScript(string text)
{
    /// <summary>Failures are those of <see cref="RedisCommands.Unavailable"/>.</summary>
    /// <param name="commands">Over which to send it.</param>
    /// <param name="keys">At least one; all on one node.</param>
    /// <param name="arguments">What else it needs.</param>
    /// <param name="cancellation">Gives up waiting; the script may be carried out all the same.</param>
    public ValueTask<RedisResult> EvaluateAsync(
        RedisCommands commands, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellation) =>
        commands.SendAsync(
            keys[0],
            static (database, _, call) => call.Script.EvaluateAsync(database, call.Keys, call.Arguments, CommandFlags.None),
            (Script: this, Keys: keys, Arguments: arguments),
            cancellation);

    /// <summary>For whoever has a connection of its own.</summary>
    public Task<RedisResult> EvaluateAsync(IDatabase database, RedisKey[] keys, RedisValue[] arguments, CommandFlags flags) =>
        database.ScriptEvaluateAsync(text, keys, arguments, flags | CommandFlags.DemandMaster);
}
