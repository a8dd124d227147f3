using System.Numerics;

namespace Gateway.Intake.Memory;

/// <summary>
/// A page of which blocks of 2^n bytes are rented: a buddy allocator, so that what comes back joins its neighbour again. Not
/// thread-safe.
/// </summary>
/// <param name="memory">What the page is a part of.</param>
/// <param name="start">Where it begins there.</param>
internal sealed class ArenaPage(byte[] memory, int start)
{
    /// <summary>In bytes; what longer blocks are made of.</summary>
    public const int Length = 1024 * 1024;

    // A complete binary tree, the root at 1 and the children of n at 2n and 2n + 1: the largest free block at or below each node.
    private readonly int[] _largest = Empty();

    public bool IsUnused => _largest[1] == Length;

    /// <param name="length">A power of two from <see cref="MemoryArena.LeastBlock"/>.</param>
    /// <param name="block">The block.</param>
    public bool TryRent(int length, out ArraySegment<byte> block)
    {
        block = default;
        if (_largest[1] < length)
        {
            return false;
        }

        var node = 1;
        for (var size = Length; size > length; size /= 2)
        {
            // Where it fits more tightly: large blocks stay whole for those who need them.
            var (left, right) = (_largest[2 * node], _largest[(2 * node) + 1]);
            var takesLeft = left >= length && (right < length || left <= right);
            node = (2 * node) + (takesLeft ? 0 : 1);
        }

        _largest[node] = 0;
        block = new ArraySegment<byte>(memory, start + OffsetOf(node), length);
        while (node > 1)
        {
            node /= 2;
            _largest[node] = Math.Max(_largest[2 * node], _largest[(2 * node) + 1]);
        }

        return true;
    }

    public void Return(in ArraySegment<byte> block)
    {
        var node = (Length / block.Count) + ((block.Offset - start) / block.Count);
        _largest[node] = block.Count;
        while (node > 1)
        {
            node /= 2;
            var (left, right) = (_largest[2 * node], _largest[(2 * node) + 1]);
            var half = LengthAt(node) / 2;
            _largest[node] = left == half && right == half ? 2 * half : Math.Max(left, right);
        }
    }

    private static int[] Empty()
    {
        var largest = new int[2 * Length / MemoryArena.LeastBlock];
        for (var node = 1; node < largest.Length; node++)
        {
            largest[node] = LengthAt(node);
        }

        return largest;
    }

    private static int LengthAt(int node) => Length >> BitOperations.Log2((uint)node);

    private static int OffsetOf(int node) => (node - (1 << BitOperations.Log2((uint)node))) * LengthAt(node);
}
