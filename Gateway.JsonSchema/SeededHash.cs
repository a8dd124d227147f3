using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Gateway.JsonSchema;

/// <summary>
/// A multiply-and-fold hash under a secret drawn once a process: a sender who cannot see the secret
/// cannot prepare names that collide, which is what keeps every table here linear (hash flooding).
/// </summary>
internal static class SeededHash
{
    private static readonly ulong Secret0 = Draw();
    private static readonly ulong Secret1 = Draw();
    private static readonly ulong Secret2 = Draw();

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        ulong first;
        ulong last;
        var state = Secret0;
        var length = bytes.Length;
        if (length > 16)
        {
            var rest = bytes;
            while (rest.Length > 16)
            {
                state = Fold(Word(rest) ^ Secret1, Word(rest[8..]) ^ state);
                rest = rest[16..];
            }

            var tail = bytes[^16..]; // may overlap what is hashed already; cheaper than padding
            first = Word(tail);
            last = Word(tail[8..]);
        }
        else if (length >= 8)
        {
            first = Word(bytes);
            last = Word(bytes[^8..]);
        }
        else if (length >= 4)
        {
            first = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            last = BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..]);
        }
        else if (length > 0)
        {
            first = ((ulong)bytes[0] << 16) | ((ulong)bytes[length >> 1] << 8) | bytes[length - 1];
            last = 0;
        }
        else
        {
            first = 0;
            last = 0;
        }

        return Mix(Fold(first ^ Secret1, last ^ state), (ulong)length);
    }

    /// <summary>The hash of what an escaped string means, so that <c>"a"</c> and <c>"\u0061"</c> meet.</summary>
    public static ulong OfEscaped(ReadOnlySpan<byte> raw)
    {
        using var scratch = new ByteScratch(stackalloc byte[ByteScratch.StackSize], raw.Length);
        var length = JsonText.Unescape(raw, scratch.Span);
        return Of(scratch.Span[..length]);
    }

    /// <summary>Combines two hashes; the order matters.</summary>
    public static ulong Mix(ulong a, ulong b) => Fold(a ^ Secret2, b ^ Secret1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    private static ulong Draw()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }
}
