namespace Gateway.Storage.Sqlite.Claims;

/// <summary>Forgets an event, as an operator wants it.</summary>
internal sealed class ForgetRequest(SqliteClaims claims, ClaimKey key) : SqliteRequest<bool>
{
    public override void Execute(SqliteSession session) => Result = claims.Forget(session, key);
}
