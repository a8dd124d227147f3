using System.Runtime.ExceptionServices;

namespace Gateway;

/// <summary>
/// A process that has run out of memory ends. It would go on with whatever had failed half done: listeners that accept nobody, a
/// lock that nobody frees. What is durable is in the store, and an orchestrator starts it anew.
/// </summary>
internal static class OutOfMemory
{
    /// <summary>From here on, as soon as any allocation fails, caught or not.</summary>
    public static void EndsTheProcess() => AppDomain.CurrentDomain.FirstChanceException += Look;

    private static void Look(object? sender, FirstChanceExceptionEventArgs thrown)
    {
        if (thrown.Exception is OutOfMemoryException)
        {
            Environment.FailFast(
                "The gateway is out of memory. Give it more, or lower Gateway:Limits:MaxBufferedBytes.", thrown.Exception);
        }
    }
}
