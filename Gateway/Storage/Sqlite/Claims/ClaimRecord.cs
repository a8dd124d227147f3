using System.Buffers.Binary;

namespace Gateway.Storage.Sqlite.Claims;

/// <summary>One line of the log, of one length whatever it says: kind, id, end, owner.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Id">To which event.</param>
/// <param name="Ends">Until when it holds.</param>
/// <param name="Owner">The attempt; zero for <see cref="ClaimRecordKind.Processed"/>.</param>
internal readonly record struct ClaimRecord(ClaimRecordKind Kind, UInt128 Id, long Ends, Guid Owner)
{
    public const int Length = 1 + 16 + sizeof(long) + 16;

    private const int EndsAt = 1 + 16;
    private const int OwnerAt = EndsAt + sizeof(long);

    public static ClaimRecord Read(ReadOnlySpan<byte> source) => new(
        (ClaimRecordKind)source[0],
        BinaryPrimitives.ReadUInt128BigEndian(source[1..]),
        BinaryPrimitives.ReadInt64BigEndian(source[EndsAt..]),
        new Guid(source.Slice(OwnerAt, 16)));

    public void Write(Span<byte> destination)
    {
        destination[0] = (byte)Kind;
        BinaryPrimitives.WriteUInt128BigEndian(destination[1..], Id);
        BinaryPrimitives.WriteInt64BigEndian(destination[EndsAt..], Ends);
        Owner.TryWriteBytes(destination[OwnerAt..]);
    }
}
