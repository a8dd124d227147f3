using System.Numerics;

namespace Gateway.Intake.Memory;

/// <summary>
/// One array of which blocks of 2^n bytes are rented: a buddy allocator, so that what comes back joins its neighbour again. Not
/// thread-safe.
/// </summary>
internal sealed class ArenaChunk
{
    // A complete binary tree, the root at 1 and the children of n at 2n and 2n + 1: the largest free block at or below each node.
    private readonly int[] _largest;
    private readonly byte[] _memory;

    /// <param name="length">A power of two, a multiple of <see cref="MemoryArena.LeastBlock"/>.</param>
    public ArenaChunk(int length)
    {
        // Pinned stands apart from other large objects: what survives there makes the collector wait the longer with the rest.
        _memory = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        _largest = new int[2 * length / MemoryArena.LeastBlock];
        for (var node = 1; node < _largest.Length; node++)
        {
            _largest[node] = LengthAt(node);
        }
    }

    public int Length => _memory.Length;

    public bool IsUnused => _largest[1] == Length;

    /// <summary>When nothing of it was used any more.</summary>
    public long UnusedSince { get; set; }

    public bool Holds(byte[] array) => ReferenceEquals(array, _memory);

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
        block = new ArraySegment<byte>(_memory, OffsetOf(node), length);
        while (node > 1)
        {
            node /= 2;
            _largest[node] = Math.Max(_largest[2 * node], _largest[(2 * node) + 1]);
        }

        return true;
    }

    public void Return(in ArraySegment<byte> block)
    {
        var node = NodeOf(block);
        _largest[node] = block.Count;
        while (node > 1)
        {
            node /= 2;
            var (left, right) = (_largest[2 * node], _largest[(2 * node) + 1]);
            var half = LengthAt(node) / 2;
            _largest[node] = left == half && right == half ? 2 * half : Math.Max(left, right);
        }
    }

    private int LengthAt(int node) => Length >> BitOperations.Log2((uint)node);

    private int OffsetOf(int node) => (node - (1 << BitOperations.Log2((uint)node))) * LengthAt(node);

    private int NodeOf(in ArraySegment<byte> block) => (Length / block.Count) + (block.Offset / block.Count);
}
