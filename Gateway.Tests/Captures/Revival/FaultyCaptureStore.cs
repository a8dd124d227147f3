using Gateway.Storage;
using Gateway.Storage.Captures;

namespace Gateway.Tests.Captures.Revival;

/// <summary>A store of kept requests that does not answer at some of what it is asked.</summary>
/// <param name="store">Answers else.</param>
/// <param name="fails">Whether it fails at a mark, by its number from 1 on.</param>
internal sealed class FaultyCaptureStore(ICaptureStore store, Func<int, bool> fails) : ICaptureStore
{
    private int _marks;

    public ValueTask<bool> AddAsync(CaptureRecord record, CaptureBounds bounds, CancellationToken cancellation) => store.AddAsync(record, bounds, cancellation);

    public ValueTask<bool> RemoveAsync(Guid id, CancellationToken cancellation) => store.RemoveAsync(id, cancellation);

    public ValueTask<CapturePage> ListAsync(CaptureFilter filter, string? after, int atMost, CancellationToken cancellation) =>
        store.ListAsync(filter, after, atMost, cancellation);

    public ValueTask<CaptureRecord?> FindAsync(Guid id, CancellationToken cancellation) => store.FindAsync(id, cancellation);

    public ValueTask<bool> TryMarkAsync(Guid id, ReleaseMark expected, ReleaseMark next, CancellationToken cancellation) => fails(++_marks)
        ? throw new StoreUnavailableException("It is away.")
        : store.TryMarkAsync(id, expected, next, cancellation);
}
