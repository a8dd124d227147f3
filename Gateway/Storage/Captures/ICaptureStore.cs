namespace Gateway.Storage.Captures;

/// <summary>Kept requests, shared by every replica on the store. Which of them are worth keeping is decided before; here they only have an end.</summary>
/// <remarks>
/// Every method answers within the store's own deadline; when it cannot, it throws <see cref="StoreUnavailableException"/>.
/// What was asked for may have been carried out all the same, and asking again does no harm.
/// </remarks>
internal interface ICaptureStore
{
    /// <summary>
    /// Keeps a request; one with the same id is replaced, but for what has become of it since. What is beyond the bounds goes: what is too
    /// old, and then the oldest. False, and nothing is kept, if there is no room for it.
    /// </summary>
    ValueTask<bool> AddAsync(CaptureRecord record, CaptureBounds bounds, CancellationToken cancellation);

    /// <summary>Forgets a request; one that is not kept is passed over.</summary>
    ValueTask<bool> RemoveAsync(Guid id, CancellationToken cancellation);

    /// <summary>One page, without contents. What is older than its bounds may still be listed until the next is added.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="after">Where the page before ended (<see cref="CapturePage.Next"/>); null for the first.</param>
    /// <param name="atMost">1 to 1000.</param>
    /// <param name="cancellation">Gives up waiting for the answer.</param>
    /// <exception cref="FormatException"><paramref name="after"/> did not come from a page.</exception>
    ValueTask<CapturePage> ListAsync(CaptureFilter filter, string? after, int atMost, CancellationToken cancellation);

    /// <summary>The request with its content; null if it is not kept (any more).</summary>
    ValueTask<CaptureRecord?> FindAsync(Guid id, CancellationToken cancellation);

    /// <summary>
    /// Says what has become of a request, if that is so far <paramref name="expected"/>: of several who ask at once one is answered true.
    /// </summary>
    ValueTask<bool> TryMarkAsync(Guid id, ReleaseMark expected, ReleaseMark next, CancellationToken cancellation);
}
