namespace Gateway.Storage.Sqlite;

/// <summary>
/// Something to be done in a transaction, and somebody who waits for it. The writer carries it out together with others;
/// if that fails, once more and alone, so carrying it out again after a rollback must do the same.
/// </summary>
/// <remarks>
/// An operation may use any table. What has to be durable together, such as a claim and an entry of a queue, is one
/// operation.
/// </remarks>
internal abstract class SqliteOperation
{
    private int _isSettled;

    /// <summary>The clock's timestamp when it was asked for.</summary>
    public long Since { get; set; }

    /// <summary>
    /// Whether it is of no use any more when nobody waits for it. A claim is not; what records something is worth doing
    /// late.
    /// </summary>
    public virtual bool IsForItsCallerOnly => false;

    /// <summary>Whether its caller has been told how it ended.</summary>
    public bool IsSettled => Volatile.Read(ref _isSettled) != 0;

    /// <summary>Carries it out; on the writer's thread, in a transaction.</summary>
    public abstract void Execute(SqliteSession session);

    /// <summary>What is left to do when its caller has been told that it failed; null for nothing.</summary>
    /// <param name="isDone">
    /// Whether it has been carried out all the same. False when it hardly was: a commit may fail after the disk had it.
    /// </param>
    public virtual SqliteOperation? LeftOver(bool isDone) => null;

    /// <summary>Tells the caller that it is durable. False if the caller has been told something else.</summary>
    public bool TrySucceed()
    {
        var first = TrySettle();
        if (first)
        {
            Succeed();
        }

        return first;
    }

    /// <summary>Tells the caller that it failed. False if the caller has been told something else.</summary>
    public bool TryFail(Exception exception)
    {
        var first = TrySettle();
        if (first)
        {
            Fail(exception);
        }

        return first;
    }

    protected abstract void Succeed();

    protected abstract void Fail(Exception exception);

    private bool TrySettle() => Interlocked.Exchange(ref _isSettled, 1) == 0;
}
