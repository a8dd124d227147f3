using StackExchange.Redis;

namespace Gateway.Storage.Redis;

/// <summary>One operation under way: its deadline covers all the commands it takes. Dispose it once.</summary>
/// <param name="Commands">Counts it.</param>
/// <param name="Database">The connection all its commands go over, hence in order.</param>
/// <param name="Key">What it is about; asked for to find out whether Redis answers again.</param>
/// <param name="Started">By the clock of <paramref name="Commands"/>.</param>
internal readonly record struct RedisOperation(
    RedisCommands Commands, IDatabase Database, RedisKey Key, long Started) : IDisposable
{
    public void Dispose() => Commands.End();
}
