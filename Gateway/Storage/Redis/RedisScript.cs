using System.Runtime.CompilerServices;
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
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<RedisResult> EvaluateAsync(
        RedisCommands commands, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellation)
    {
        try
        {
            return await SendAsync(commands, keys, arguments, CommandFlags.None, cancellation);
        }
        catch (StoreUnavailableException failure) when (IsMissing(failure.InnerException))
        {
            // The library sends only a hash once it has loaded the script, and does not notice that Redis lost it.
            return await SendAsync(commands, keys, arguments, CommandFlags.NoScriptCache, cancellation);
        }
    }

    /// <summary>Whether Redis has said that it does not know the script; then it has done nothing.</summary>
    public static bool IsMissing(Exception? failure) =>
        failure is RedisServerException && failure.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal);

    /// <summary>For whoever has a connection of its own.</summary>
    public Task<RedisResult> EvaluateAsync(IDatabase database, RedisKey[] keys, RedisValue[] arguments, CommandFlags flags) =>
        database.ScriptEvaluateAsync(text, keys, arguments, flags | CommandFlags.DemandMaster);

    private ValueTask<RedisResult> SendAsync(
        RedisCommands commands, RedisKey[] keys, RedisValue[] arguments, CommandFlags flags, CancellationToken cancellation) =>
        commands.SendAsync(
            keys[0],
            static (database, _, call) => call.Script.EvaluateAsync(database, call.Keys, call.Arguments, call.Flags),
            (Script: this, Keys: keys, Arguments: arguments, Flags: flags),
            cancellation);
}
