using System.Buffers;
using System.Buffers.Binary;

namespace Gateway.Storage.Sqlite.Claims;

/// <summary>
/// Moves the claims of a file of version 3, a row each and found by its key, into log and runs. Once, when the file is
/// opened: 10 million take about a minute.
/// </summary>
internal static class ClaimMigration
{
    private const int ClaimsInRun = 65_536;

    public static void Run(SqliteSession session)
    {
        var lines = new ArrayBufferWriter<byte>();
        var claims = new List<StoredClaim>(ClaimsInRun);
        var (run, page) = (1L, 1L);
        using (var select = session.Prepare("SELECT route, hash, owner, ends FROM claim"))
        {
            using var rows = select.Rows();
            Span<byte> hash = stackalloc byte[32];
            while (rows.Next())
            {
                rows.Read(1, hash);
                var id = ClaimId.Of(new ClaimKey(
                    rows.Text(0), BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..])));
                if (rows.BytesOrNull(2) is { } owner)
                {
                    Append(lines, new ClaimRecord(ClaimRecordKind.Claimed, id, rows.Number(3), new Guid(owner)));
                    continue;
                }

                claims.Add(new(id, rows.Number(3)));
                if (claims.Count == ClaimsInRun)
                {
                    page += ClaimRuns.Write(session, run++, page, claims);
                    claims.Clear();
                }
            }
        }

        if (claims.Count >= ClaimFold.LeastInRun)
        {
            ClaimRuns.Write(session, run, page, claims);
            claims.Clear();
        }

        foreach (var claim in claims)
        {
            Append(lines, new ClaimRecord(ClaimRecordKind.Processed, claim.Id, claim.Ends, default));
        }

        new ClaimLog().Append(session, lines.WrittenSpan);
        session.Run("DROP TABLE claim");
    }

    private static void Append(ArrayBufferWriter<byte> lines, in ClaimRecord line)
    {
        line.Write(lines.GetSpan(ClaimRecord.Length));
        lines.Advance(ClaimRecord.Length);
    }
}
