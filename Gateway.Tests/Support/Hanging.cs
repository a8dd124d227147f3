using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Support;

/// <summary>A backend that does not answer.</summary>
internal static class Hanging
{
    /// <summary>Until the other side gives up.</summary>
    public static async Task UntilAbortedAsync(HttpContext context)
    {
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.RequestAborted.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), aborted);
        await aborted.Task;
    }
}
