using System.Buffers.Binary;

namespace Gateway.Intake;

/// <summary>One member of a gzip file (RFC 1952, section 2.3), around its compressed data.</summary>
/// <param name="Data">The compressed data (RFC 1951).</param>
/// <param name="Checksum">CRC-32 of what is decoded.</param>
/// <param name="Length">Of what is decoded, modulo 2^32.</param>
internal readonly record struct GzipMember(ReadOnlyMemory<byte> Data, uint Checksum, uint Length)
{
    private const int HeaderLength = 10;
    private const int TrailerLength = 8;

    private const byte HasHeaderChecksum = 2;
    private const byte HasExtra = 4;
    private const byte HasName = 8;
    private const byte HasComment = 16;
    private const byte Reserved = 0xe0;

    /// <summary>The member that is all of the bytes; null if they do not begin and end as one.</summary>
    public static GzipMember? Read(ReadOnlyMemory<byte> bytes)
    {
        var all = bytes.Span;
        if (all.Length < HeaderLength + TrailerLength || all[0] != 0x1f || all[1] != 0x8b || all[2] != 8 || (all[3] & Reserved) != 0)
        {
            return null;
        }

        var flags = all[3];
        var end = all.Length - TrailerLength;
        var at = HeaderLength;
        if ((flags & HasExtra) != 0)
        {
            at = at + 2 > end ? -1 : at + 2 + BinaryPrimitives.ReadUInt16LittleEndian(all[at..]);
        }

        at = (flags & HasName) == 0 ? at : BehindText(all, at, end);
        at = (flags & HasComment) == 0 ? at : BehindText(all, at, end);
        if ((flags & HasHeaderChecksum) != 0 && at >= 0)
        {
            at = at + 2 <= end && BinaryPrimitives.ReadUInt16LittleEndian(all[at..]) == (ushort)Crc32.Of(all[..at]) ? at + 2 : -1;
        }

        return at < 0 || at > end
            ? null
            : new GzipMember(
                bytes[at..end], BinaryPrimitives.ReadUInt32LittleEndian(all[end..]), BinaryPrimitives.ReadUInt32LittleEndian(all[(end + 4)..]));
    }

    private static int BehindText(ReadOnlySpan<byte> all, int at, int end)
    {
        var zero = at < 0 || at > end ? -1 : all[at..end].IndexOf((byte)0);
        return zero < 0 ? -1 : at + zero + 1;
    }
}
