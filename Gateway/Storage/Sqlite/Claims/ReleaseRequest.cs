namespace Gateway.Storage.Sqlite.Claims;

/// <summary>Gives an event back.</summary>
internal sealed class ReleaseRequest(SqliteClaims claims, ClaimKey key, ClaimOwner owner) : SqliteRequest<bool>
{
    public override void Execute(SqliteSession session) => claims.Release(key, owner);

    /// <summary>Until it is given back, the provider's retries are turned away.</summary>
    public override SqliteOperation? LeftOver(bool isDone) => isDone ? null : this;
}
