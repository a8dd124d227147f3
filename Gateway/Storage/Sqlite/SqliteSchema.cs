namespace Gateway.Storage.Sqlite;

/// <summary>The tables, and how a file of an older gateway comes to have them.</summary>
internal static class SqliteSchema
{
    /// <summary>In the file's header, as <c>file</c> shows it: "GwSt".</summary>
    private const int ApplicationId = 0x47775374;

    /// <summary>
    /// Step n makes version n + 1 of version n. A step that has been released never changes: files have been through it.
    /// </summary>
    private static readonly string[][] Steps =
    [
        [
            // The owner is null once the event is processed. Times are in microseconds since 1970, UTC.
            """
            CREATE TABLE claim (
                route TEXT NOT NULL, hash BLOB NOT NULL, owner BLOB, ends INTEGER NOT NULL,
                PRIMARY KEY (route, hash)) WITHOUT ROWID
            """,
            "CREATE INDEX claim_ends ON claim (ends)",
            "CREATE TABLE clock (id INTEGER PRIMARY KEY CHECK (id = 1), seen INTEGER NOT NULL)",
            "INSERT INTO clock (id, seen) VALUES (1, 0)",
            "CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), filler BLOB)",
            "INSERT INTO probe (id) VALUES (1)",
        ],
    ];

    /// <summary>Reads only.</summary>
    /// <exception cref="StoreUnavailableException">The file is not for this gateway.</exception>
    public static void Check(SqliteSession session, string path)
    {
        var application = session.Number("PRAGMA application_id");
        if (application != ApplicationId && (application != 0 || session.Number("SELECT count(*) FROM sqlite_master") != 0))
        {
            throw new StoreUnavailableException($"'{path}' is the database of another program.");
        }

        var version = session.Number("PRAGMA user_version");
        if (version > Steps.Length)
        {
            throw new StoreUnavailableException(
                $"'{path}' was written by a newer gateway (its version is {version}, this one knows {Steps.Length}).");
        }
    }

    /// <summary>Each step is a transaction: a gateway killed in the middle has done it or not.</summary>
    public static void Migrate(SqliteSession session)
    {
        for (var version = (int)session.Number("PRAGMA user_version")!; version < Steps.Length; version++)
        {
            session.Begin();
            foreach (var statement in Steps[version])
            {
                session.Run(statement);
            }

            session.Run($"PRAGMA application_id = {ApplicationId}");
            session.Run($"PRAGMA user_version = {version + 1}");
            session.Commit();
        }
    }
}
