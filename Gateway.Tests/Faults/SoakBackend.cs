using System.Collections.Concurrent;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Faults;

/// <summary>Counts what arrives, and keeps none of it; every tenth answer comes late, and every twentieth is a failure.</summary>
internal sealed class SoakBackend
{
    private readonly ConcurrentDictionary<string, int> _arrivals = new(StringComparer.Ordinal);
    private int _requests;

    public SoakBackend(Upstream upstream)
    {
        upstream.AnswersEarly = true; // Or it would keep them.
        upstream.Answer = AnswerAsync;
    }

    /// <summary>How often each event was taken.</summary>
    public IReadOnlyDictionary<string, int> Arrivals => _arrivals;

    private async Task AnswerAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        var number = Interlocked.Increment(ref _requests);
        if (number % 20 == 0)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        if (number % 10 == 0)
        {
            await Pause.ForAsync(TimeSpan.FromMilliseconds(200));
        }

        _arrivals.AddOrUpdate(context.Request.Headers["X-Gateway-Event-Id"].ToString(), 1, static (_, count) => count + 1);
    }
}
