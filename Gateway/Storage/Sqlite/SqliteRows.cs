using System.Text;
using SQLitePCL;

namespace Gateway.Storage.Sqlite;

/// <summary>The rows of a statement that runs. Columns are numbered from 0; what is read is a copy.</summary>
internal readonly ref struct SqliteRows(SqliteStatement statement, sqlite3_stmt handle)
{
    /// <summary>Goes to the next row; false behind the last.</summary>
    public bool Next() => statement.Step();

    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    public long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

    // As bytes: a text may have a zero in it, where SQLite's own strings end.
    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(handle, column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    /// <summary>Copies a blob that is no longer than <paramref name="destination"/>, and returns its length.</summary>
    public int Read(int column, Span<byte> destination)
    {
        var bytes = raw.sqlite3_column_blob(handle, column);
        bytes.CopyTo(destination);
        return bytes.Length;
    }

    public byte[]? BytesOrNull(int column) => IsNull(column) ? null : Bytes(column);

    public Guid Id(int column) => new(raw.sqlite3_column_blob(handle, column), bigEndian: true);

    /// <summary>Or the statement would go on reading, and the log could not be emptied.</summary>
    public void Dispose() => raw.sqlite3_reset(handle);

    private bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;
}
