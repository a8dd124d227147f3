using SQLitePCL;

namespace Gateway.Storage.Sqlite;

/// <summary>
/// One connection with its prepared statements. Used by one thread: SQLite is told so, and takes no locks of its own.
/// </summary>
internal sealed class SqliteSession : IDisposable
{
    public const int PageSize = 4096;

    /// <summary>Pages kept back, at most: for what ends attempts that have begun.</summary>
    private const long MostReserved = 4096;

    // By reference: the texts are constants.
    private readonly Dictionary<string, SqliteStatement> _statements = new(ReferenceEqualityComparer.Instance);
    private readonly sqlite3 _connection;
    private readonly long _mostPages;
    private readonly long _reserved;
    private long _room; // In bytes, for what is new.

    private SqliteSession(sqlite3 connection, SqliteOptions options)
    {
        (_connection, _mostPages) = (connection, options.MaxBytes / PageSize);
        _reserved = Math.Min(MostReserved, _mostPages / 16);
    }

    /// <summary>What has been prepared so far.</summary>
    public IReadOnlyCollection<string> Statements => _statements.Keys;

    /// <summary>The row that was inserted last.</summary>
    public long LastRow => raw.sqlite3_last_insert_rowid(_connection);

    /// <summary>How many rows have been changed so far.</summary>
    public int TotalChanges => raw.sqlite3_total_changes(_connection);

    /// <summary>
    /// Whether, when the transaction began, what room is left was for completions: the backend has processed those events,
    /// and a new one can be refused.
    /// </summary>
    public bool IsNearlyFull => _room <= 0;

    /// <summary>Opens the file, creates it if it is not there, and brings its tables up to date.</summary>
    /// <exception cref="SqliteException">SQLite cannot use it.</exception>
    /// <exception cref="StoreUnavailableException">It is a database of something else, or of a newer gateway.</exception>
    public static SqliteSession Open(SqliteOptions options)
    {
        Batteries_V2.Init();
        const int flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX;
        var opened = raw.sqlite3_open_v2(options.Path, out var connection, flags, vfs: null);
        var session = new SqliteSession(connection, options);
        try
        {
            if (opened != raw.SQLITE_OK)
            {
                throw new SqliteException(
                    raw.sqlite3_extended_errcode(connection), raw.sqlite3_errmsg(connection).utf8_to_string());
            }

            session.Configure(options);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <param name="sql">A constant: it is prepared once, and known by reference.</param>
    public SqliteStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements.Add(sql, statement = new SqliteStatement(_connection, sql));
        }

        return statement;
    }

    /// <summary>One that is run once; to be disposed of.</summary>
    public SqliteStatement Prepare(string sql) => new(_connection, sql);

    /// <summary>Takes the write lock at once, so that nothing later in the transaction finds it taken.</summary>
    public void Begin()
    {
        Statement("BEGIN IMMEDIATE").Execute();
        var used = Statement("PRAGMA page_count").Number() - Statement("PRAGMA freelist_count").Number();
        _room = (_mostPages - _reserved - used!.Value) * PageSize;
    }

    /// <summary>
    /// Whether there is room for something new, beside all that room was found for in this transaction: operations that have
    /// come together must not use up what is kept back.
    /// </summary>
    public bool TryFindRoom(long bytes) => TryUse(bytes + (2 * PageSize), least: 0); // A page is begun, and in the indexes.

    /// <summary>The same for what describes something that is there: it may use most of what is kept back, but not the last.</summary>
    public bool TryFindSpareRoom(long bytes) => TryUse(bytes, least: -_reserved * PageSize * 3 / 4);

    /// <summary>Returns when what the transaction wrote is on the disk.</summary>
    public void Commit() => Statement("COMMIT").Execute();

    /// <summary>Does nothing if SQLite has rolled back by itself, as it does on some errors.</summary>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(_connection) == 0)
        {
            Statement("ROLLBACK").Execute();
        }
    }

    /// <summary>Moves the log into the file and gives its room back to the disk. False, and nothing changed, if there is no room even for that.</summary>
    public bool TryEmptyLog()
    {
        try
        {
            Statement("PRAGMA wal_checkpoint(TRUNCATE)").Execute();
            return true;
        }
        catch (SqliteException exception) when (exception.IsOfSpace)
        {
            return false;
        }
    }

    /// <summary>One statement that is not run again.</summary>
    public SqliteSession Run(string sql)
    {
        using var statement = Prepare(sql);
        statement.Execute();
        return this;
    }

    public long? Number(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Number();
    }

    /// <summary>Writes into a blob, where it stands: SQLite makes no copy of it.</summary>
    /// <param name="table">Whose.</param>
    /// <param name="column">Which.</param>
    /// <param name="row">Which.</param>
    /// <param name="bytes">As long as the blob.</param>
    public void WriteBlob(string table, string column, long row, ReadOnlySpan<byte> bytes)
    {
        using var blob = OpenBlob(table, column, row, isWritten: true);
        Check(raw.sqlite3_blob_write(blob, bytes, 0));
    }

    /// <summary>Reads a blob from its pages straight to where it is wanted.</summary>
    /// <param name="table">Whose.</param>
    /// <param name="column">Which.</param>
    /// <param name="row">Which.</param>
    /// <param name="destination">As long as the blob.</param>
    public void ReadBlob(string table, string column, long row, Span<byte> destination)
    {
        using var blob = OpenBlob(table, column, row, isWritten: false);
        Check(raw.sqlite3_blob_read(blob, destination, 0));
    }

    /// <summary>The last connection to close moves the log into the file, and removes it.</summary>
    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private sqlite3_blob OpenBlob(string table, string column, long row, bool isWritten)
    {
        Check(raw.sqlite3_blob_open(_connection, "main", table, column, row, isWritten ? 1 : 0, out var blob));
        return blob;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteException(raw.sqlite3_extended_errcode(_connection), raw.sqlite3_errmsg(_connection).utf8_to_string());
        }
    }

    private bool TryUse(long bytes, long least)
    {
        if (_room - bytes < least)
        {
            return false;
        }

        _room -= bytes;
        return true;
    }

    /// <summary>
    /// How long the log becomes before it is moved into the file: 16 MB, so that a page changed often is moved once. On a small
    /// disk less: the log must leave the file the room to take it in.
    /// </summary>
    private static long PagesOfLog(string path)
    {
        const int usual = 4000;
        const int least = 64;
        var room = new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace;
        return Math.Clamp(room / 8 / PageSize, least, usual);
    }

    private void Configure(SqliteOptions options)
    {
        raw.sqlite3_extended_result_codes(_connection, 1);
        raw.sqlite3_busy_timeout(_connection, (int)(options.Timeout.TotalMilliseconds / 2));
        SqliteSchema.Check(this, options.Path); // Before anything is written: it may be another program's.

        using (var journal = new SqliteStatement(_connection, "PRAGMA journal_mode = WAL"))
        {
            if (journal.Text() is not "wal" and var mode)
            {
                throw new SqliteException($"The file system does not allow a write-ahead log (the journal is '{mode}').");
            }
        }

        Run("PRAGMA synchronous = FULL");             // A commit is on the disk before it is answered.
        Run($"PRAGMA wal_autocheckpoint = {PagesOfLog(options.Path)}");
        Run("PRAGMA journal_size_limit = 67108864");  // What a burst leaves of the log is given back.
        Run("PRAGMA cache_size = -8192");             // 8 MB: the system caches the file as well, and large contents would fill any.
        Run("PRAGMA trusted_schema = OFF");
        Run($"PRAGMA max_page_count = {_mostPages}");
        SqliteSchema.Migrate(this);
    }
}
