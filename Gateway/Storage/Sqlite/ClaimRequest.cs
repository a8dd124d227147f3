namespace Gateway.Storage.Sqlite;

/// <summary>Takes an event. Nobody holds it for a caller who has been told that the store did not answer.</summary>
internal sealed class ClaimRequest(SqliteClaims claims, ClaimKey key, ClaimOwner owner, TimeSpan lease)
    : SqliteRequest<ClaimState>
{
    public override bool IsForItsCallerOnly => true;

    public override void Execute(SqliteSession session) => Result = claims.TryClaim(session, key, owner, lease);

    public override SqliteOperation LeftOver(bool isDone) => new ReleaseRequest(claims, key, owner);
}
