using System.Runtime.CompilerServices;

namespace Gateway.Storage.Sqlite.Claims;

/// <summary>Claims in the gateway's own file: kept across restarts, and durable before they are answered.</summary>
internal sealed class SqliteClaimStore(SqliteDatabase database) : IClaimStore
{
    public ValueTask<ClaimState> TryClaimAsync(
        ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation) =>
        database.Claims.Front.Find(ClaimId.Of(key)) is var state and not ClaimState.Unknown
            ? new(state) // Somebody else has it: there is nothing to write.
            : database.AskAsync(new ClaimRequest(database.Claims, key, owner, lease, isLogged: true), cancellation);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask CompleteAsync(ClaimKey key, TimeSpan timeToLive, CancellationToken cancellation) =>
        await database.AskAsync(new CompleteRequest(database.Claims, key, timeToLive), cancellation);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ReleaseAsync(
        ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation) =>
        await database.AskAsync(new ReleaseRequest(database.Claims, key, owner), cancellation);

    public ValueTask<bool> ForgetAsync(ClaimKey key, CancellationToken cancellation) =>
        database.AskAsync(new ForgetRequest(database.Claims, key), cancellation);
}
