using SQLitePCL;

namespace Gateway.Storage.Sqlite;

/// <summary>SQLite answered with an error code.</summary>
internal sealed class SqliteException : Exception
{
    public SqliteException()
    {
    }

    public SqliteException(string message)
        : base(message)
    {
    }

    public SqliteException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <param name="code">The extended result code.</param>
    /// <param name="message">SQLite's own words.</param>
    public SqliteException(int code, string message)
        : base($"SQLite error {code}: {message}")
    {
        Code = code;
    }

    /// <summary>There is no room for anything new.</summary>
    public static SqliteException Full() => new(raw.SQLITE_FULL, "what room is left is for events in flight");

    /// <summary>The extended result code; its low byte is the primary one.</summary>
    public int Code { get; }

    /// <summary>Whether there was no room, on the disk or in the file.</summary>
    public bool IsOfSpace => (Code & 0xFF) == raw.SQLITE_FULL;

    /// <summary>Whether the connection is of no use any more, and a new one may be.</summary>
    public bool IsOfConnection => (Code & 0xFF)
        is raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY
        or raw.SQLITE_NOMEM or raw.SQLITE_PROTOCOL or raw.SQLITE_MISUSE;

    /// <summary>Whether the same would happen to every other operation now.</summary>
    public bool IsOfEverything => IsOfConnection || (Code & 0xFF) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>What an operator has to know.</summary>
    public string Explain(string path) => (Code & 0xFF) switch
    {
        raw.SQLITE_FULL => $"the disk of '{path}' is full, or the file has reached Gateway:Storage:MaxBytes.",
        raw.SQLITE_IOERR => $"the disk of '{path}' fails to read or write ({Code}).",
        raw.SQLITE_CORRUPT => $"'{path}' is damaged: put a backup in its place, or remove it and begin anew.",
        raw.SQLITE_NOTADB => $"'{path}' is no SQLite database, or its beginning is damaged.",
        raw.SQLITE_READONLY => $"'{path}' is read-only for the gateway.",
        raw.SQLITE_CANTOPEN => $"'{path}' cannot be opened: it, or its folder, is not there or not to be written.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"another program holds a lock on '{path}'.",
        _ => $"'{path}' cannot be used: {Message}",
    };
}
