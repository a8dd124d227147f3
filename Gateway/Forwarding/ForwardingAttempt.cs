using Microsoft.AspNetCore.Http.Timeouts;

namespace Gateway.Forwarding;

/// <summary>
/// What ends one attempt at the backend until it has answered: the lease, or YARP's own timeouts, and not a provider that
/// hangs up. The backend does its work all the same, and must not be recorded as unreachable for what the provider did.
/// Once the answer has begun it is the other way round: the event is settled, so the lease does not cut the rest off, and
/// nobody would read the rest for a provider that is gone.
/// </summary>
internal sealed class ForwardingAttempt : IDisposable
{
    private readonly HttpContext _context;
    private readonly CancellationToken _sender;
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenRegistration _routeTimeout;
    private CancellationTokenRegistration _hangUp;
    private bool _isOver;

    /// <param name="context">The request, whose <c>RequestAborted</c> is this attempt's end until it is disposed.</param>
    /// <param name="lease">What is left of it, so that no second attempt begins beside this one; null without a claim.</param>
    /// <param name="clock">Measures the lease.</param>
    public ForwardingAttempt(HttpContext context, TimeSpan? lease, TimeProvider clock)
    {
        (_context, _sender) = (context, context.RequestAborted);
        _end = lease is { } bound ? new CancellationTokenSource(bound, clock) : new CancellationTokenSource();
        if (context.Features.Get<IHttpRequestTimeoutFeature>() is { } timeout)
        {
            _routeTimeout = timeout.RequestTimeoutToken.UnsafeRegister(Cancel, _end);
        }

        context.RequestAborted = _end.Token;
        context.Response.OnStarting(static state => ((ForwardingAttempt)state).AnswerBegins(), this);
    }

    /// <summary>The lease or the route's <c>Timeout</c> has ended it; asked before the answer has begun.</summary>
    public bool TimedOut => _end.IsCancellationRequested;

    public void Dispose()
    {
        _isOver = true;
        _context.RequestAborted = _sender;
        _routeTimeout.Dispose();
        _hangUp.Dispose();
        _end.Dispose();
    }

    private static void Cancel(object? state) => ((CancellationTokenSource)state!).Cancel();

    private Task AnswerBegins()
    {
        if (!_isOver)
        {
            _end.CancelAfter(Timeout.InfiniteTimeSpan);
            _hangUp = _sender.UnsafeRegister(Cancel, _end);
        }

        return Task.CompletedTask;
    }
}
