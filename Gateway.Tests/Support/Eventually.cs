using System.Diagnostics;

namespace Gateway.Tests.Support;

/// <summary>Waits for what can be observed, as long as a slow machine may take.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task IsTrueAsync(Func<Task<bool>> observed, string what)
    {
        var waiting = Stopwatch.StartNew();
        while (!await observed())
        {
            Assert.True(waiting.Elapsed < Patience, $"Waited {Patience} in vain until {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }
}
