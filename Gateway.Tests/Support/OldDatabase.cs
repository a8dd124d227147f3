using Gateway.Storage.Sqlite;

namespace Gateway.Tests.Support;

/// <summary>A file as gateways left it that kept a row for each claim.</summary>
internal static class OldDatabase
{
    private const string Claim =
        """
        CREATE TABLE claim (
            route TEXT NOT NULL, hash BLOB NOT NULL, owner BLOB, ends INTEGER NOT NULL, PRIMARY KEY (route, hash)) WITHOUT ROWID
        """;

    /// <param name="session">Of a file that is new.</param>
    /// <param name="version">1 to 3.</param>
    public static void Make(SqliteSession session, int version)
    {
        foreach (var table in (string[])["tenant_clock", "tenant", "state", "capture", "claim_log", "claim_run", "claim_page"])
        {
            session.Run($"DROP TABLE {table}");
        }

        if (version == 1)
        {
            foreach (var table in (string[])["delivery", "content", "event", "queue"])
            {
                session.Run($"DROP TABLE {table}");
            }
        }

        session.Run(Claim).Run($"PRAGMA user_version = {version}");
    }

    /// <param name="session">Of the file.</param>
    /// <param name="number">Of <see cref="DatabaseFolder.Key"/>.</param>
    /// <param name="isProcessed">Or in flight.</param>
    /// <param name="ends">When the claim ends.</param>
    public static void Insert(SqliteSession session, int number, bool isProcessed, DateTimeOffset ends)
    {
        var key = DatabaseFolder.Key(number);
        var statement = session.Statement("INSERT INTO claim (route, hash, owner, ends) VALUES (?1, unhex(?2), ?3, ?4)")
            .Bind(1, key.Route).Bind(2, $"{key.High:x32}{key.Low:x32}")
            .Bind(4, (ends - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        (isProcessed ? statement.Bind(3, (long?)null) : statement.Bind(3, new byte[16])).Execute();
    }
}
