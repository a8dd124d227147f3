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

    public SqliteStatement Bind(int parameter, long? value)
    {
        Check(value is { } number
            ? raw.sqlite3_bind_int64(_statement, parameter, number)
            : raw.sqlite3_bind_null(_statement, parameter));
        return this;
    }

    /// <summary>SQLite makes a copy, and keeps it until another value is bound.</summary>
    public SqliteStatement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        Check(value.IsEmpty
            ? raw.sqlite3_bind_zeroblob(_statement, parameter, 0) // An empty span it would take for NULL.
            : raw.sqlite3_bind_blob(_statement, parameter, value));
        return this;
    }

    /// <summary>As many zeroes, which take no memory: to be overwritten where they stand.</summary>
    public SqliteStatement BindZeroes(int parameter, int length)
    {
        Check(raw.sqlite3_bind_zeroblob(_statement, parameter, length));
        return this;
    }

    public SqliteStatement Bind(int parameter, string? value)
    {
        if (value is null)
        {
            Check(raw.sqlite3_bind_null(_statement, parameter));
            return this;
        }

        if (value.Length == 0)
        {
            Check(raw.sqlite3_bind_text(_statement, parameter, value));
            return this;
        }

        var utf8 = value.Length <= LongestOnStack ? stackalloc byte[3 * LongestOnStack] : new byte[Encoding.UTF8.GetByteCount(value)];
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

    /// <summary>Runs it row by row. No other run of it may begin before these rows are disposed of.</summary>
    public SqliteRows Rows() => new(this, _statement);

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

    /// <summary>Goes to the next row; false behind the last.</summary>
    internal bool Step()
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
