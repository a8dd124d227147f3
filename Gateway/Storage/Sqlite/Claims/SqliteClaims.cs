namespace Gateway.Storage.Sqlite.Claims;

/// <summary>
/// Claims of the process that alone uses the file. Memory decides (<see cref="ClaimFront"/>); the file remembers: what happens is
/// appended to a log (<see cref="ClaimLog"/>), and moved from there into sorted runs (<see cref="ClaimFold"/>,
/// <see cref="ClaimRuns"/>). What takes a session is called on the writer's thread, in a transaction.
/// </summary>
internal sealed class SqliteClaims : IDisposable
{
    private const int ForgottenAtOnce = 256;

    private readonly SqliteClock _clock;
    private readonly ClaimTransaction _transaction;
    private readonly ClaimLog _log = new();
    private readonly ClaimRuns _runs;
    private readonly ClaimFold _fold;

    /// <param name="clock">By which claims end.</param>
    /// <param name="behind">What is answered before it is written.</param>
    public SqliteClaims(SqliteClock clock, ClaimsBehind behind)
    {
        (_clock, Behind) = (clock, behind);
        Front = new ClaimFront(clock);
        _transaction = new ClaimTransaction(Front);
        _runs = new ClaimRuns(Front, clock);
        _fold = new ClaimFold(Front, _log, _runs, clock);
    }

    public ClaimFront Front { get; }

    public ClaimsBehind Behind { get; }

    /// <summary>When the file is opened: what is in flight there is until its lease ends, what was processed is known.</summary>
    public void Resume(SqliteSession session)
    {
        _runs.Open(session);
        _log.Replay(session, Front);
    }

    /// <summary>Takes the event, or says who has it.</summary>
    /// <param name="session">Of the transaction.</param>
    /// <param name="key">The event.</param>
    /// <param name="owner">The attempt.</param>
    /// <param name="lease">How long the attempt holds it.</param>
    /// <param name="isLogged">Whether the file is to know it, too.</param>
    public ClaimState TryClaim(SqliteSession session, in ClaimKey key, ClaimOwner owner, TimeSpan lease, bool isLogged)
    {
        var id = ClaimId.Of(key);
        var state = Find(session, id);
        if (state != ClaimState.Claimed)
        {
            return state;
        }

        if (session.IsNearlyFull)
        {
            throw SqliteException.Full();
        }

        return _transaction.TryClaim(id, ClaimEntry.InFlight(owner, _clock.After(lease), isLogged)) ? ClaimState.Claimed : ClaimState.InFlight;
    }

    /// <summary>What an attempt at it would be answered, without attempting it.</summary>
    public ClaimState Find(SqliteSession session, in ClaimKey key) => Find(session, ClaimId.Of(key));

    public void Complete(in ClaimKey key, TimeSpan timeToLive) => _transaction.Process(ClaimId.Of(key), _clock.After(timeToLive));

    public void Release(in ClaimKey key, ClaimOwner owner) => _transaction.Release(ClaimId.Of(key), owner);

    /// <summary>Forgets the event wherever it stands; returns whether it was known.</summary>
    public bool Forget(SqliteSession session, in ClaimKey key)
    {
        var id = ClaimId.Of(key);
        if (Find(session, id) == ClaimState.Claimed)
        {
            return false;
        }

        _fold.Abandon(); // What it writes may have the event.
        _runs.Forget(session, id);
        _transaction.Forget(id);
        return true;
    }

    /// <summary>A transaction begins.</summary>
    public void Begin(SqliteSession session)
    {
        Front.IsFull = session.IsNearlyFull;
        _transaction.Begin();
        _log.Begin();
        foreach (var record in Behind.Take())
        {
            _transaction.Append(record);
        }
    }

    /// <summary>Whether the transaction that runs does anything to claims.</summary>
    public bool IsChanged => !_transaction.Lines.IsEmpty;

    /// <summary>The transaction is about to be committed; returns whether there is more of the house to keep at once.</summary>
    /// <param name="session">Of the transaction.</param>
    /// <param name="isIdle">Whether it has nothing else to do.</param>
    public bool Finish(SqliteSession session, bool isIdle)
    {
        var isMore = _fold.KeepHouse(session) || (!_fold.IsRunning && _runs.KeepHouse(session)); // It may be about new runs.
        _log.Append(session, _transaction.Lines);
        if (isIdle)
        {
            isMore |= Front.Forget(ForgottenAtOnce) == ForgottenAtOnce;
            if (Front.Count == 0 && _log.Lines > 0 && !isMore)
            {
                _log.Replace(session, ClaimLog.LastSeq(session), []); // All of it has ended.
            }
        }

        return isMore;
    }

    public void Committed()
    {
        _transaction.Committed();
        _runs.Committed();
        _fold.Committed();
        Behind.Committed();
    }

    public void RolledBack()
    {
        _transaction.RolledBack();
        _log.RolledBack();
        _runs.RolledBack();
        _fold.RolledBack();
        Behind.RolledBack();
    }

    public void Dispose() => Behind.Dispose();

    private ClaimState Find(SqliteSession session, UInt128 id)
    {
        if (Front.Current(id) is { } entry)
        {
            return entry.Stage == ClaimStage.InFlight ? ClaimState.InFlight : ClaimState.Processed;
        }

        if (!Front.AsksFile(id) || _runs.Find(session, id) is not { } ends || ends <= _clock.Now)
        {
            return ClaimState.Claimed;
        }

        Front.Remember(id, ends);
        return ClaimState.Processed;
    }
}
