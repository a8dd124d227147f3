using System.Diagnostics;

namespace Gateway.Tests.Support;

/// <summary>Looks all the while, where a test is about something that does not happen.</summary>
internal static class Silence
{
    public static async Task LastsAsync(TimeSpan time, Func<bool> observed, string what)
    {
        for (var watching = Stopwatch.StartNew(); watching.Elapsed < time;)
        {
            Assert.False(observed(), $"After {watching.Elapsed} {what}.");
            await Pause.BetweenLooksAsync();
        }
    }
}
