using Gateway.Observability;
using Gateway.Storage;
using Gateway.Storage.Sqlite;
using Gateway.Storage.Sqlite.Claims;

namespace Gateway.Tests.Support;

/// <summary>A folder of its own for one database, and what is opened there.</summary>
internal sealed class DatabaseFolder : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-database-");
    private readonly GatewayMetrics _metrics = new();
    private readonly List<SqliteDatabase> _opened = [];

    // A shared machine may stall for longer than the deadline that suits production.
    public DatabaseFolder() => Options = new SqliteOptions
    {
        Path = Path.Combine(_folder.FullName, "gateway.db"),
        Timeout = TimeSpan.FromSeconds(20),
    };

    public SqliteOptions Options { get; set; }

    public SqliteDatabase Open(TimeProvider? clock = null)
    {
        var database = SqliteDatabase.Open(Options, clock ?? TimeProvider.System, _metrics);
        _opened.Add(database);
        return database;
    }

    /// <summary>Closes what is open and opens it again, as a restart does.</summary>
    public async Task<SqliteDatabase> ReopenAsync(TimeProvider? clock = null)
    {
        await CloseAsync();
        return Open(clock);
    }

    public async Task CloseAsync()
    {
        foreach (var database in _opened)
        {
            await database.DisposeAsync();
        }

        _opened.Clear();
    }

    /// <summary>A second connection, as of a program that an operator runs beside the gateway.</summary>
    public SqliteSession Visit() => SqliteSession.Open(Options);

    public static ClaimKey Key(int number) => new("orders", (UInt128)number * 0x9E37_79B9_7F4A_7C15, (UInt128)number);

    public static async Task<ClaimState> ClaimAsync(SqliteDatabase database, int number, TimeSpan? lease = null) =>
        await new SqliteClaimStore(database).TryClaimAsync(
            Key(number), ClaimOwner.Next(), lease ?? TimeSpan.FromMinutes(1), CancellationToken.None);

    public static async Task CompleteAsync(SqliteDatabase database, int number, TimeSpan timeToLive) =>
        await new SqliteClaimStore(database).CompleteAsync(Key(number), timeToLive, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _metrics.Dispose();
        _folder.Delete(recursive: true);
    }
}
