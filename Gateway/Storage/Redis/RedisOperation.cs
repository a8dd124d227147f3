using StackExchange.Redis;

namespace Gateway.Storage.Redis;

/// <summary>One operation under way: its deadline covers all the commands it takes. Dispose it once.</summary>
/// <param name="Commands">Counts it.</param>
/// <param name="Key">What it is about; asked for to find out whether Redis answers again.</param>
/// <param name="Started">By the clock of <paramref name="Commands"/>.</param>
internal readonly record struct RedisOperation(RedisCommands Commands, RedisKey Key, long Started) : IDisposable
{
    /// <summary>The answer, or an exception at the deadline. The command may be carried out all the same.</summary>
    public Task<T> BeforeDeadlineAsync<T>(Task<T> answer, CancellationToken cancellation) =>
        answer.WaitAsync(Commands.Remaining(this), Commands.Clock, cancellation);

    public void Dispose() => Commands.End();
}
