namespace Gateway.Storage.Redis.Deliveries;

/// <summary>
/// Lets contents pass as long as no more than so many bytes are on their way; one that is longer passes alone. Who comes first
/// goes first.
/// </summary>
internal sealed class ContentGate(long most, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<(long Bytes, TaskCompletionSource Turn)> _waiting = [];
    private long _underWay;

    /// <summary>Waits for its turn. Then it is on its way until <see cref="Leave"/>.</summary>
    /// <exception cref="StoreUnavailableException">Not in time.</exception>
    public async ValueTask EnterAsync(long bytes, TimeSpan timeout, CancellationToken cancellation)
    {
        LinkedListNode<(long Bytes, TaskCompletionSource Turn)> waiting;
        lock (_gate)
        {
            if (_waiting.Count == 0 && HasRoom(bytes))
            {
                _underWay += bytes;
                return;
            }

            waiting = _waiting.AddLast((bytes, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
        }

        try
        {
            await waiting.Value.Turn.Task.WaitAsync(timeout, clock, cancellation);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            GiveUp(waiting);
            if (exception is TimeoutException)
            {
                throw new StoreUnavailableException(
                    $"Contents before it were not taken within {timeout.TotalMilliseconds:0} ms.", exception);
            }

            throw;
        }
    }

    public void Leave(long bytes)
    {
        lock (_gate)
        {
            _underWay -= bytes;
            Admit();
        }
    }

    private bool HasRoom(long bytes) => _underWay == 0 || _underWay + bytes <= most;

    private void GiveUp(LinkedListNode<(long Bytes, TaskCompletionSource Turn)> waiting)
    {
        lock (_gate)
        {
            if (waiting.List is not null)
            {
                _waiting.Remove(waiting);
            }
            else
            {
                _underWay -= waiting.Value.Bytes; // Its turn had come.
            }

            Admit();
        }
    }

    private void Admit()
    {
        while (_waiting.First is { } next && HasRoom(next.Value.Bytes))
        {
            _waiting.RemoveFirst();
            _underWay += next.Value.Bytes;
            next.Value.Turn.SetResult();
        }
    }
}
