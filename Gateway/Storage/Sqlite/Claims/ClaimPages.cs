using System.Buffers.Binary;

namespace Gateway.Storage.Sqlite.Claims;

/// <summary>The table of the pages of runs. Its methods are part of the transaction they are called in.</summary>
internal static class ClaimPages
{
    private const string Insert = "INSERT OR REPLACE INTO claim_page (id, claims) VALUES (?1, ?2)";

    private const string Select = "SELECT claims FROM claim_page WHERE id = ?1";

    private const string Delete = "DELETE FROM claim_page WHERE id BETWEEN ?1 AND ?2";

    public static void Write(SqliteSession session, long page, ReadOnlySpan<StoredClaim> claims)
    {
        Span<byte> bytes = stackalloc byte[ClaimRun.ClaimsOnPage * StoredClaim.Length];
        for (var index = 0; index < claims.Length; index++)
        {
            var line = bytes[(index * StoredClaim.Length)..];
            BinaryPrimitives.WriteUInt128BigEndian(line, claims[index].Id);
            BinaryPrimitives.WriteInt64BigEndian(line[16..], claims[index].Ends);
        }

        session.Statement(Insert).Bind(1, page).Bind(2, bytes[..(claims.Length * StoredClaim.Length)]).Execute();
    }

    /// <summary>Returns how many there are.</summary>
    public static int Read(SqliteSession session, long page, Span<StoredClaim> claims)
    {
        Span<byte> bytes = stackalloc byte[ClaimRun.ClaimsOnPage * StoredClaim.Length];
        using var rows = session.Statement(Select).Bind(1, page).Rows();
        if (!rows.Next())
        {
            throw new SqliteException($"Page {page} of the claims is missing.");
        }

        var count = rows.Read(0, bytes) / StoredClaim.Length;
        for (var index = 0; index < count; index++)
        {
            var line = bytes[(index * StoredClaim.Length)..];
            claims[index] = new(BinaryPrimitives.ReadUInt128BigEndian(line), BinaryPrimitives.ReadInt64BigEndian(line[16..]));
        }

        return count;
    }

    public static void Remove(SqliteSession session, long first, long last) =>
        session.Statement(Delete).Bind(1, first).Bind(2, last).Execute();
}
