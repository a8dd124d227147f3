namespace Gateway.Storage.Sqlite.Deliveries;

/// <summary>
/// Reads or writes memory of its caller. Not for one who has been told already that the store did not answer; one who is told so in
/// the middle of it hears when it is over.
/// </summary>
internal abstract class ContentRequest<T> : SqliteRequest<T>
{
    private readonly Lock _gate = new();
    private bool _isInUse;
    private bool _isGivenUp;
    private TaskCompletionSource? _released;

    public sealed override bool IsForItsCallerOnly => true;

    public sealed override void Execute(SqliteSession session)
    {
        Result = default; // Not what an attempt before this one found.
        lock (_gate)
        {
            if (_isGivenUp)
            {
                return;
            }

            _isInUse = true;
        }

        try
        {
            Result = Use(session);
        }
        finally
        {
            lock (_gate)
            {
                _isInUse = false;
                if (_isGivenUp)
                {
                    LetGo();
                    _released?.SetResult();
                }
            }
        }
    }

    /// <summary>On the writer's thread, in a transaction.</summary>
    protected abstract T Use(SqliteSession session);

    /// <summary>It may be long until a disk that hangs comes to this: memory that is not in use is let go of at once.</summary>
    protected sealed override void Fail(Exception exception)
    {
        lock (_gate)
        {
            _isGivenUp = true;
            if (_isInUse)
            {
                _released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                exception = new StoreUnavailableException(exception.Message, exception) { Released = _released.Task };
            }
            else
            {
                LetGo();
            }
        }

        base.Fail(exception);
    }

    /// <summary>Forgets the caller's memory, which is not in use.</summary>
    protected abstract void LetGo();
}
