namespace Gateway.Observability;

/// <summary>What a service of the gateway does again and again until it is stopped.</summary>
internal static partial class Rounds
{
    /// <summary>
    /// One round at once, and another with each tick. Whatever ends a round but the stop is logged, and the next begins all the same: a cancellation, too,
    /// for a store's or a client's deadline is no stop.
    /// </summary>
    /// <param name="round">One of them.</param>
    /// <param name="interval">Between the beginnings of two.</param>
    /// <param name="clock">Measures it.</param>
    /// <param name="logger">Of whoever does them.</param>
    /// <param name="stopping">Ends them.</param>
    public static async Task RunAsync(
        Func<CancellationToken, Task> round, TimeSpan interval, TimeProvider clock, ILogger logger, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(interval, clock);
        do
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // Not on the timer's thread, which others wait for.
            try
            {
                await round(stopping);
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested && exception is not OutOfMemoryException)
            {
                LogFailed(logger, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    [LoggerMessage(EventIds.RoundFailed, LogLevel.Error, "A round failed by a defect of the gateway; the next one begins all the same.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
