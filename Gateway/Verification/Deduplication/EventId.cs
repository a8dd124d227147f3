using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.JsonSchema;
using Gateway.Storage;

namespace Gateway.Verification.Deduplication;

/// <summary>An event's id, put together from its parts.</summary>
internal static class EventId
{
    /// <summary>In characters. Far above any provider's ids, and far below what a server takes as a header.</summary>
    public const int MaxTextLength = 256;

    /// <summary>
    /// What people read in logs and the backend in a header: the parts, parted by a colon. Where that would be too long,
    /// the hash by which the store knows the event.
    /// </summary>
    public static string Text(ReadOnlySpan<ReadOnlyMemory<char>> parts, in ClaimKey key)
    {
        var length = parts.Length - 1;
        foreach (var part in parts)
        {
            length += part.Length;
        }

        if (length > MaxTextLength)
        {
            return string.Create(CultureInfo.InvariantCulture, $"sha256:{key.High:x32}{key.Low:x32}");
        }

        return parts.Length == 1 ? parts[0].ToString() : string.Join(':', parts.ToArray());
    }

    /// <summary>
    /// What the store knows the event by. Each part goes into the hash behind its length, so that "ab" and "c" are
    /// another event than "a" and "bc". Null if there is no memory to put it together.
    /// </summary>
    public static ClaimKey? Key(string route, ReadOnlySpan<ReadOnlyMemory<char>> parts, IScratchMemory memory)
    {
        var most = 0;
        foreach (var part in parts)
        {
            most += sizeof(int) + Encoding.UTF8.GetMaxByteCount(part.Length);
        }

        if (!memory.TryRent(most, out var rented))
        {
            return null;
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        try
        {
            var length = 0;
            foreach (var part in parts)
            {
                BinaryPrimitives.WriteInt32LittleEndian(rented.AsSpan(length), part.Length);
                length += sizeof(int);
                length += Encoding.UTF8.GetBytes(part.Span, rented.AsSpan(length));
            }

            SHA256.HashData(rented.AsSpan(0, length), digest);
        }
        finally
        {
            memory.Return(rented);
        }

        return new ClaimKey(
            route, BinaryPrimitives.ReadUInt128BigEndian(digest), BinaryPrimitives.ReadUInt128BigEndian(digest[16..]));
    }
}
