using Gateway.Delivery;
using Gateway.Intake;
using Gateway.Storage.Redis;
using Gateway.Storage.Sqlite;

namespace Gateway.Configuration;

/// <summary>The compiled <c>Gateway</c> section.</summary>
/// <param name="Admin">The admin listener; fixed while the process runs.</param>
/// <param name="Client">Finds who is calling.</param>
/// <param name="Storage">Which store; fixed while the process runs.</param>
/// <param name="MaxClaims">Memory only: how many claims are kept.</param>
/// <param name="Sqlite">The file, when it is the store; fixed while the process runs.</param>
/// <param name="Redis">The Redis connection, when it is the store; fixed while the process runs.</param>
/// <param name="Limits">The bounds of the process.</param>
internal sealed record GatewaySettings(
    AdminSettings Admin,
    ClientAddressResolver Client,
    StorageProvider Storage,
    int MaxClaims,
    SqliteOptions? Sqlite,
    RedisOptions? Redis,
    GatewayLimits Limits)
{
    /// <summary>Memory only: how many bytes queued requests may take.</summary>
    public required long MaxQueuedBytes { get; init; }

    /// <summary>What queued requests are encrypted with; none leaves them as they are.</summary>
    public required IReadOnlyList<ContentKey> EncryptionKeys { get; init; }
}
