namespace Gateway.Tests.Support;

/// <summary>
/// The one place where tests let real time pass. None of it decides a result: what a test expects it observes, and it looks
/// again after a pause, or a load takes a breath.
/// </summary>
internal static class Pause
{
#pragma warning disable RS0030 // Do not use banned APIs: here, and nowhere else.
    /// <summary>Between two looks at what is waited for.</summary>
    public static Task BetweenLooksAsync() => ForAsync(TimeSpan.FromMilliseconds(5));

    /// <summary>What a provider takes before it sends again what was not answered 2xx; far shorter here.</summary>
    public static Task BetweenAttemptsAsync() => ForAsync(TimeSpan.FromMilliseconds(20));

    /// <summary>Until the moment of a kill.</summary>
    public static Task ForAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System);
#pragma warning restore RS0030
}
