using System.Collections.Concurrent;
using System.Diagnostics;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.EndToEnd.Crash;

/// <summary>A destination that notes when it has had which event.</summary>
internal sealed class Arrivals
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<long>> _times = new(StringComparer.Ordinal);

    public Arrivals(Upstream upstream) => upstream.Answer = AnswerAsync;

    /// <summary>What it answers instead of 200; null for 200. A delivery that it does not answer 2xx has not arrived.</summary>
    public Func<HttpContext, Task<bool>>? Fault { get; set; }

    /// <summary>When each event arrived, in order.</summary>
    public IReadOnlyDictionary<string, ConcurrentQueue<long>> Times => _times;

    private async Task AnswerAsync(HttpContext context)
    {
        if (Fault is { } fault && await fault(context))
        {
            return;
        }

        _times.GetOrAdd(context.Request.Headers["X-Gateway-Event-Id"].ToString(), _ => []).Enqueue(Stopwatch.GetTimestamp());
    }
}
