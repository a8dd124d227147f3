namespace Gateway.Storage.Sqlite.Claims;

/// <summary>
/// The table of what has happened to claims since they were last moved into a run: one row a transaction, appended. Its
/// methods are part of the transaction they are called in.
/// </summary>
internal sealed class ClaimLog
{
    /// <summary>What one row holds at most; a transaction has some thousand lines at most.</summary>
    private const int MostLinesInRow = 16_384;

    private const string Insert = "INSERT INTO claim_log (lines) VALUES (?1)";

    private const string Select = "SELECT lines FROM claim_log WHERE seq > ?1 ORDER BY seq LIMIT 1";

    private const string NextSeq = "SELECT min(seq) FROM claim_log WHERE seq > ?1";

    private const string Last = "SELECT max(seq) FROM claim_log";

    private const string Delete = "DELETE FROM claim_log WHERE seq <= ?1";

    private long _linesBefore; // The transaction that runs.

    /// <summary>How many lines there are, or were before the last <see cref="Replace"/>.</summary>
    public long Lines { get; private set; }

    public static long LastSeq(SqliteSession session) => session.Statement(Last).Number() ?? 0;

    public void Begin() => _linesBefore = Lines;

    public void RolledBack() => Lines = _linesBefore;

    public void Append(SqliteSession session, ReadOnlySpan<byte> lines)
    {
        const int most = MostLinesInRow * ClaimRecord.Length;
        for (; !lines.IsEmpty; lines = lines[Math.Min(most, lines.Length)..])
        {
            var row = lines[..Math.Min(most, lines.Length)];
            session.Statement(Insert).Bind(1, row).Execute();
            Lines += row.Length / ClaimRecord.Length;
        }
    }

    /// <summary>Has one row in the place of all there were.</summary>
    /// <param name="session">Of the transaction.</param>
    /// <param name="through">The last that goes.</param>
    /// <param name="lines">What of it still holds.</param>
    public void Replace(SqliteSession session, long through, ReadOnlySpan<byte> lines)
    {
        session.Statement(Delete).Bind(1, through).Execute();
        Lines = 0; // But for what came behind: the next time is only a little later for it.
        Append(session, lines);
    }

    /// <summary>What the last process knew.</summary>
    public void Replay(SqliteSession session, ClaimFront front)
    {
        var seq = 0L;
        while (session.Statement(NextSeq).Bind(1, seq).Number() is { } next and > 0)
        {
            byte[] row;
            using (var rows = session.Statement(Select).Bind(1, seq).Rows())
            {
                row = rows.Next() ? rows.Bytes(0) : [];
            }

            for (var at = 0; at + ClaimRecord.Length <= row.Length; at += ClaimRecord.Length)
            {
                Apply(ClaimRecord.Read(row.AsSpan(at, ClaimRecord.Length)), front);
                Lines++;
            }

            seq = next;
        }
    }

    private static void Apply(in ClaimRecord line, ClaimFront front)
    {
        switch (line.Kind)
        {
            case ClaimRecordKind.Claimed:
                front.Replace(line.Id, new ClaimEntry(ClaimStage.InFlight, line.Owner, line.Ends, IsLogged: true));
                break;
            case ClaimRecordKind.Processed:
                front.Replace(line.Id, ClaimEntry.Processed(line.Ends));
                break;
            case ClaimRecordKind.Released:
                front.Release(line.Id, new ClaimOwner(line.Owner));
                break;
            case ClaimRecordKind.Forgotten:
                front.Replace(line.Id, null);
                break;
            default:
                throw new SqliteException($"The log of claims has a line of kind {(int)line.Kind}, which this gateway does not know.");
        }
    }
}
