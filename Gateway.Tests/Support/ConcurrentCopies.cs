using System.Diagnostics;
using System.Net;
using Gateway.Outcomes;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Support;

/// <summary>Many copies of one event at once, while the backend is still busy with the first.</summary>
internal static class ConcurrentCopies
{
    private const int Count = 200;

    /// <summary>Each copy but the one that the backend has is refused meanwhile, and one that comes later is a duplicate.</summary>
    /// <param name="upstream">Holds its answer until every other copy has got its own.</param>
    /// <param name="send">Sends the copy of this number.</param>
    /// <param name="knowsAtOnce">False where another process may get the later copy: it hears of the answer a few milliseconds later.</param>
    public static async Task AreDeliveredOnceAsync(
        Upstream upstream, Func<int, Task<(HttpStatusCode Status, string Body)>> send, bool knowsAtOnce = true)
    {
        var leave = new TaskCompletionSource();
        upstream.Answer = async context =>
        {
            await leave.Task;
            await context.Response.WriteAsync("ok", context.RequestAborted);
        };
        var copies = Enumerable.Range(0, Count).Select(send).ToList();
        Task<(HttpStatusCode Status, string Body)> first;
        try
        {
            await Eventually.IsTrueAsync(
                () => Task.FromResult(copies.Count(copy => copy.IsCompleted) >= Count - 1),
                "every copy but the one at the backend is answered");
            first = Assert.Single(copies, copy => !copy.IsCompleted);
            foreach (var copy in copies.Where(copy => copy != first))
            {
                AssertInFlight(await copy);
            }
        }
        finally
        {
            leave.SetResult();
        }

        Assert.Equal((HttpStatusCode.OK, "ok"), await first);
        var later = await send(Count);
        for (var waiting = Stopwatch.StartNew(); !knowsAtOnce && later.Status == HttpStatusCode.Conflict; later = await send(Count))
        {
            AssertInFlight(later);
            Assert.True(waiting.Elapsed < Eventually.Patience, "The other process never hears of the answer.");
            await Pause.BetweenLooksAsync();
        }

        Assert.Equal((HttpStatusCode.OK, """{"status":"already_processed"}"""), later);
        Assert.Single(upstream.Received);
    }

    private static void AssertInFlight((HttpStatusCode Status, string Body) answer)
    {
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains($"\"error\":\"{Outcome.DuplicateInFlight.Title}\"", answer.Body, StringComparison.Ordinal);
    }
}
