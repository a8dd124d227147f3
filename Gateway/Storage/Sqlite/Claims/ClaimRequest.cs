namespace Gateway.Storage.Sqlite.Claims;

/// <summary>Takes an event. Nobody holds it for a caller who has been told that the store did not answer.</summary>
internal sealed class ClaimRequest(SqliteClaims claims, ClaimKey key, ClaimOwner owner, TimeSpan lease, bool isLogged)
    : SqliteRequest<ClaimState>
{
    public override bool IsForItsCallerOnly => true;

    public override void Execute(SqliteSession session)
    {
        Result = ClaimState.Unknown; // Not what an attempt before this one found.
        Result = claims.TryClaim(session, key, owner, lease, isLogged);
    }

    /// <summary>Also when the commit failed: the disk may have had it by then.</summary>
    public override SqliteOperation? LeftOver(bool isDone) =>
        Result == ClaimState.Claimed ? new ReleaseRequest(claims, key, owner) : null;
}
