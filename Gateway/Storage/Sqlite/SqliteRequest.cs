using System.Threading.Tasks.Sources;

namespace Gateway.Storage.Sqlite;

/// <summary>An operation with an answer. It is its own task: nothing else is allocated for the one who waits.</summary>
internal abstract class SqliteRequest<T> : SqliteOperation, IValueTaskSource<T>
{
    // On the thread pool: the writer goes on with the next transaction.
    private ManualResetValueTaskSourceCore<T> _source = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _registration;

    /// <summary>To be awaited once.</summary>
    public ValueTask<T> Answer => new(this, _source.Version);

    /// <summary>What the caller is told once it is durable.</summary>
    protected T? Result { get; set; }

    /// <summary>Ends the waiting, with nothing lost: what is carried out all the same is undone where it has to be.</summary>
    public void CancelWith(CancellationToken cancellation) => _registration = cancellation.UnsafeRegister(
        static (operation, token) => ((SqliteOperation)operation!).TryFail(new OperationCanceledException(token)), this);

    public T GetResult(short token)
    {
        _registration.Dispose();
        return _source.GetResult(token);
    }

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    protected override void Succeed() => _source.SetResult(Result!);

    protected override void Fail(Exception exception) => _source.SetException(exception);
}
