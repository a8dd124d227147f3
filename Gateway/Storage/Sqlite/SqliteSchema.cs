using Gateway.Storage.Sqlite.Claims;

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
        [
            // What each queue holds is counted as it changes.
            """
            CREATE TABLE queue (
                id INTEGER PRIMARY KEY, route TEXT NOT NULL, destination TEXT NOT NULL,
                open INTEGER NOT NULL DEFAULT 0, dead INTEGER NOT NULL DEFAULT 0, dead_bytes INTEGER NOT NULL DEFAULT 0,
                delivered INTEGER NOT NULL DEFAULT 0, delivered_bytes INTEGER NOT NULL DEFAULT 0,
                UNIQUE (route, destination))
            """,

            // Deliveries: how many of it are kept. The content is elsewhere: lists have no use for it, and read many rows.
            """
            CREATE TABLE event (
                seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, received INTEGER NOT NULL,
                provider TEXT, key_id TEXT, event_id TEXT, event_type TEXT, deliveries INTEGER NOT NULL)
            """,
            "CREATE TABLE content (event INTEGER PRIMARY KEY, content BLOB NOT NULL)",

            // State: 0 waits, 1 is taken, 2 waits for its order key, 3 delivered, 4 dead. Due: when it may be taken, or when it was
            // settled. Received, bytes and event_hash are the event's. Spare takes the room of the first history, so that what
            // was accepted into a file that is full by now can be settled.
            """
            CREATE TABLE delivery (
                seq INTEGER PRIMARY KEY, event INTEGER NOT NULL, queue INTEGER NOT NULL, state INTEGER NOT NULL,
                due INTEGER NOT NULL, queued INTEGER NOT NULL, takes INTEGER NOT NULL, order_key BLOB, reason TEXT,
                received INTEGER NOT NULL, bytes INTEGER NOT NULL, event_hash INTEGER,
                history BLOB NOT NULL, spare BLOB)
            """,
            "CREATE UNIQUE INDEX delivery_event ON delivery (event, queue)",
            "CREATE INDEX delivery_due ON delivery (queue, due) WHERE state < 2",
            "CREATE INDEX delivery_taken ON delivery (queue) WHERE state = 1",
            "CREATE INDEX delivery_turn ON delivery (queue, order_key, queued) WHERE state < 3 AND order_key IS NOT NULL",
            "CREATE INDEX delivery_open ON delivery (queue, queued) WHERE state < 3",
            "CREATE INDEX delivery_delivered ON delivery (queue, due) WHERE state = 3",
            "CREATE INDEX delivery_dead ON delivery (queue, due) WHERE state = 4",
            "CREATE INDEX delivery_listed ON delivery (received)",
            "CREATE INDEX delivery_listed_open ON delivery (received) WHERE state < 3",
            "CREATE INDEX delivery_listed_dead ON delivery (received) WHERE state = 4",
            "CREATE INDEX delivery_listed_id ON delivery (event_hash, received) WHERE event_hash IS NOT NULL",
        ],

        // The same tables. Contents have a form that an older gateway cannot read: it is not to spend attempts on them.
        [],
        [
            // Claims as they come, appended; and those that are processed, sorted, some thousand together.
            "CREATE TABLE claim_log (seq INTEGER PRIMARY KEY, lines BLOB NOT NULL)",
            """
            CREATE TABLE claim_run (
                id INTEGER PRIMARY KEY, first_page INTEGER NOT NULL, count INTEGER NOT NULL, ends INTEGER NOT NULL, fences BLOB NOT NULL)
            """,
            "CREATE TABLE claim_page (id INTEGER PRIMARY KEY, claims BLOB NOT NULL)",
        ],
        [
            """
            CREATE TABLE capture (
                seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, request_id TEXT NOT NULL, route TEXT NOT NULL, outcome TEXT NOT NULL,
                client TEXT, received INTEGER NOT NULL, bytes INTEGER NOT NULL, content BLOB NOT NULL)
            """,

            // With the bytes: what is kept is counted without a look at the contents.
            "CREATE INDEX capture_received ON capture (received, id, bytes)",
        ],

        // What has become of it since; empty while it is kept.
        ["ALTER TABLE capture ADD COLUMN release TEXT NOT NULL DEFAULT ''"],
        [
            "CREATE TABLE state (name TEXT PRIMARY KEY, version INTEGER NOT NULL, written INTEGER NOT NULL, content BLOB NOT NULL) WITHOUT ROWID",
        ],
        [
            // No content: it was removed. Changed: the number of its last change, by which the clock counts.
            """
            CREATE TABLE tenant (
                route TEXT NOT NULL, name TEXT NOT NULL, changed INTEGER NOT NULL, written INTEGER NOT NULL, content BLOB,
                PRIMARY KEY (route, name)) WITHOUT ROWID
            """,
            "CREATE UNIQUE INDEX tenant_changed ON tenant (route, changed)",
            "CREATE INDEX tenant_removed ON tenant (written) WHERE content IS NULL",
            "CREATE TABLE tenant_clock (id INTEGER PRIMARY KEY CHECK (id = 1), last INTEGER NOT NULL)",
            "INSERT INTO tenant_clock (id, last) VALUES (1, 0)",
        ],
    ];

    /// <summary>The step behind which the rows of <c>claim</c> are moved, and the table goes.</summary>
    private const int ClaimsMoved = 3;

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

            if (version == ClaimsMoved)
            {
                ClaimMigration.Run(session);
            }

            session.Run($"PRAGMA application_id = {ApplicationId}");
            session.Run($"PRAGMA user_version = {version + 1}");
            session.Commit();
        }
    }
}
