namespace Gateway.Storage.Sqlite.Claims;

/// <summary>Records that an event was delivered.</summary>
internal sealed class CompleteRequest(SqliteClaims claims, ClaimKey key, TimeSpan timeToLive) : SqliteRequest<bool>
{
    public override void Execute(SqliteSession session) => claims.Complete(key, timeToLive);
}
