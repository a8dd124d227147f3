using System.Diagnostics;

namespace Gateway.Tests.Support;

/// <summary>Waits for what can be observed, as long as a slow machine may take.</summary>
internal static class Eventually
{
    /// <summary>For so long nothing may happen.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task IsTrueAsync(Func<Task<bool>> observed, string what)
    {
        var waiting = Stopwatch.StartNew();
        while (!await observed())
        {
            Assert.True(waiting.Elapsed < Patience, $"Waited {Patience} in vain until {what}.");
            await Pause.BetweenLooksAsync();
        }
    }

    /// <summary>
    /// Waits until a count has reached its goal, for as long as it gets on: on a disk that takes seconds for a write it does so
    /// slowly, which is no failure, and standing still is.
    /// </summary>
    /// <param name="count">Looked at again and again.</param>
    /// <param name="goal">Enough of it.</param>
    /// <param name="what">Told when it stands still.</param>
    public static async Task ReachesAsync(Func<int> count, int goal, Func<string> what)
    {
        var (last, still) = (int.MinValue, Stopwatch.StartNew());
        while (count() is var now && now < goal)
        {
            if (now != last)
            {
                (last, still) = (now, Stopwatch.StartNew());
            }

            Assert.True(still.Elapsed < Patience, $"Stood still at {now} of {goal} for {Patience}: {what()}.");
            await Pause.BetweenLooksAsync();
        }
    }

    /// <summary>Waits for the end of what may hang.</summary>
    public static async Task EndsAsync(Task task, string what)
    {
        await task.WaitAsync(Patience, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Assert.True(task.IsCompleted, $"Waited {Patience} in vain until {what}.");
        await task;
    }

    /// <inheritdoc cref="EndsAsync(Task, string)"/>
    public static async Task<T> EndsAsync<T>(Task<T> task, string what)
    {
        await EndsAsync((Task)task, what);
        return await task;
    }
}
