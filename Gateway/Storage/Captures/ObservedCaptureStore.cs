namespace Gateway.Storage.Captures;

/// <summary>A store of kept requests that is watched.</summary>
internal sealed class ObservedCaptureStore(ICaptureStore captures, StoreObserver observer) : ICaptureStore
{
    public ValueTask<bool> AddAsync(CaptureRecord record, CaptureBounds bounds, CancellationToken cancellation) => observer.AskAsync(
        "capture",
        (captures, record, bounds, cancellation),
        static ask => ask.captures.AddAsync(ask.record, ask.bounds, ask.cancellation));

    public ValueTask<bool> RemoveAsync(Guid id, CancellationToken cancellation) => observer.AskAsync(
        "forget_capture",
        (captures, id, cancellation),
        static ask => ask.captures.RemoveAsync(ask.id, ask.cancellation));

    public ValueTask<CapturePage> ListAsync(CaptureFilter filter, string? after, int atMost, CancellationToken cancellation) => observer.AskAsync(
        "list_captures",
        (captures, filter, after, atMost, cancellation),
        static ask => ask.captures.ListAsync(ask.filter, ask.after, ask.atMost, ask.cancellation));

    public ValueTask<CaptureRecord?> FindAsync(Guid id, CancellationToken cancellation) => observer.AskAsync(
        "find_capture",
        (captures, id, cancellation),
        static ask => ask.captures.FindAsync(ask.id, ask.cancellation));

    public ValueTask<bool> TryMarkAsync(Guid id, ReleaseMark expected, ReleaseMark next, CancellationToken cancellation) => observer.AskAsync(
        "mark_capture",
        (captures, id, expected, next, cancellation),
        static ask => ask.captures.TryMarkAsync(ask.id, ask.expected, ask.next, ask.cancellation));
}
