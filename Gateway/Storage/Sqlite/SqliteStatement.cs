using System.Text;
using SQLitePCL;

namespace Gateway.Storage.Sqlite;

/// <summary>A statement that is prepared once and run many times. Parameters are numbered from 1, as in its text.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int LongestOnStack = 128;

    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(sqlite3 connection, string sql)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public SqliteStatement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, parameter, value));
        return this;
    }

    /// <summary>Not for an empty value, which SQLite would take for NULL.</summary>
    public SqliteStatement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, parameter, value));
        return this;
    }

    public SqliteStatement Bind(int parameter, string value)
    {
        if (value.Length is 0 or > LongestOnStack)
        {
            Check(raw.sqlite3_bind_text(_statement, parameter, value));
            return this;
        }

        Span<byte> utf8 = stackalloc byte[3 * LongestOnStack];
        var length = Encoding.UTF8.GetBytes(value, utf8);
        Check(raw.sqlite3_bind_text(_statement, parameter, utf8[..length]));
        return this;
    }

    /// <summary>Runs it to its end, and returns how many rows it has changed.</summary>
    public int Execute()
    {
        try
        {
            while (Step())
            {
            }

            return raw.sqlite3_changes(_connection);
        }
        finally
        {
            raw.sqlite3_reset(_statement); // Or it would go on reading, and the log could not be emptied.
        }
    }

    /// <summary>The first column of the first row; null if there is no row.</summary>
    public long? Number()
    {
        try
        {
            return Step() ? raw.sqlite3_column_int64(_statement, 0) : null;
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    /// <summary>As <see cref="Number"/>, for a text.</summary>
    public string? Text()
    {
        try
        {
            return Step() ? raw.sqlite3_column_text(_statement, 0).utf8_to_string() : null;
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    private bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result is not raw.SQLITE_ROW and not raw.SQLITE_DONE)
        {
            Check(result);
        }

        return result == raw.SQLITE_ROW;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteException(result, raw.sqlite3_errmsg(_connection).utf8_to_string());
        }
    }
}
