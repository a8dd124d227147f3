using System.Buffers.Binary;
using System.Numerics;

namespace Gateway.Verification.Signature.Keys;

/// <summary>
/// Keccak-256 as it was before NIST made SHA3-256 of it by another padding (FIPS 202, section 6.1): what Ethereum, and with it Moralis, call sha3. The
/// runtime has only the standard's.
/// </summary>
internal sealed class KeccakHash : IContentHash
{
    private const int SizeInBytes = 32;

    private const int Rate = 200 - (2 * SizeInBytes);
    private const int Rounds = 24;

    /// <summary>Of the submission to NIST, section 1.2: iota's constants, and the offsets of rho in the order of pi.</summary>
    private static readonly ulong[] RoundConstants =
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000, 0x000000000000808B, 0x0000000080000001,
        0x8000000080008081, 0x8000000000008009, 0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
        0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
        0x000000000000800A, 0x800000008000000A, 0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    private static readonly int[] Offsets = [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44];
    private static readonly int[] Lanes = [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1];

    private readonly ulong[] _state = new ulong[25];
    private readonly byte[] _block = new byte[Rate];
    private int _length;

    public int LengthInBytes => SizeInBytes;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var taken = Math.Min(bytes.Length, Rate - _length);
            bytes[..taken].CopyTo(_block.AsSpan(_length));
            _length += taken;
            bytes = bytes[taken..];
            if (_length == Rate)
            {
                Absorb();
            }
        }
    }

    /// <summary>Writes the hash and makes this one ready for the next content.</summary>
    public int Finish(Span<byte> destination)
    {
        _block.AsSpan(_length).Clear();
        _block[_length] = 0x01; // SHA3 has 0x06 here.
        _block[^1] |= 0x80;
        Absorb();
        for (var i = 0; i < SizeInBytes / sizeof(ulong); i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(destination[(i * sizeof(ulong))..], _state[i]);
        }

        Array.Clear(_state);
        Array.Clear(_block);
        return SizeInBytes;
    }

    private void Absorb()
    {
        for (var i = 0; i < Rate / sizeof(ulong); i++)
        {
            _state[i] ^= BinaryPrimitives.ReadUInt64LittleEndian(_block.AsSpan(i * sizeof(ulong)));
        }

        _length = 0;
        Permute(_state);
    }

    private static void Permute(Span<ulong> state)
    {
        Span<ulong> columns = stackalloc ulong[5];
        for (var round = 0; round < Rounds; round++)
        {
            for (var x = 0; x < 5; x++)
            {
                columns[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];
            }

            for (var x = 0; x < 5; x++)
            {
                var mixed = columns[(x + 4) % 5] ^ BitOperations.RotateLeft(columns[(x + 1) % 5], 1);
                for (var y = 0; y < 25; y += 5)
                {
                    state[x + y] ^= mixed;
                }
            }

            var moved = state[1];
            for (var i = 0; i < Lanes.Length; i++)
            {
                (state[Lanes[i]], moved) = (BitOperations.RotateLeft(moved, Offsets[i]), state[Lanes[i]]);
            }

            for (var y = 0; y < 25; y += 5)
            {
                state.Slice(y, 5).CopyTo(columns);
                for (var x = 0; x < 5; x++)
                {
                    state[x + y] = columns[x] ^ (~columns[(x + 1) % 5] & columns[(x + 2) % 5]);
                }
            }

            state[0] ^= RoundConstants[round];
        }
    }
}
