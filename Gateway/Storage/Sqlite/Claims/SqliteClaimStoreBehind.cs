namespace Gateway.Storage.Sqlite.Claims;

/// <summary>
/// The same claims, answered before they are in the file. What is in flight is not written at all: a process that is killed
/// has answered nobody, and the retry is forwarded. What was processed is in the file some milliseconds later.
/// </summary>
internal sealed class SqliteClaimStoreBehind(SqliteDatabase database) : IClaimStore
{
    private readonly ClaimFront _front = database.Claims.Front;
    private readonly ClaimsBehind _behind = database.Claims.Behind;

    public ValueTask<ClaimState> TryClaimAsync(
        ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation)
    {
        _behind.ThrowIfLate();
        var state = _front.TryClaim(ClaimId.Of(key), owner, lease, isLogged: false);
        return state == ClaimState.Unknown
            ? database.AskAsync(new ClaimRequest(database.Claims, key, owner, lease, isLogged: false), cancellation)
            : new(state);
    }

    public ValueTask CompleteAsync(ClaimKey key, TimeSpan timeToLive, CancellationToken cancellation)
    {
        var id = ClaimId.Of(key);
        var ends = database.Clock.After(timeToLive);
        _front.Replace(id, ClaimEntry.Processed(ends));
        _behind.Add(new ClaimRecord(ClaimRecordKind.Processed, id, ends, default));
        return ValueTask.CompletedTask;
    }

    public ValueTask ReleaseAsync(ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation)
    {
        _front.Release(ClaimId.Of(key), owner);
        return ValueTask.CompletedTask;
    }

    /// <summary>Before it is answered: whoever asks for it sends a copy next.</summary>
    public ValueTask<bool> ForgetAsync(ClaimKey key, CancellationToken cancellation) =>
        database.AskAsync(new ForgetRequest(database.Claims, key), cancellation);
}
