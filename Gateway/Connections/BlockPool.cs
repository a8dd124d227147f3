using System.Buffers;
using System.Collections.Concurrent;

namespace Gateway.Connections;

/// <summary>
/// Blocks of one length for what arrives at connections. What is in use is bounded by the connections, and what is kept for the next by
/// this; the rest is left to the garbage collector while it is young, and so it is not pinned.
/// </summary>
/// <param name="blockLength">In bytes.</param>
/// <param name="mostKept">Blocks.</param>
internal sealed class BlockPool(int blockLength, int mostKept) : MemoryPool<byte>
{
    private readonly ConcurrentQueue<Block> _kept = new();
    private int _keptCount;

    public override int MaxBufferSize => blockLength;

    public int KeptCount => Volatile.Read(ref _keptCount);

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, blockLength);
        if (!_kept.TryDequeue(out var block))
        {
            return new Block(this, blockLength);
        }

        Interlocked.Decrement(ref _keptCount);
        return block;
    }

    /// <summary>A listener that stops is not the last who uses it.</summary>
    protected override void Dispose(bool disposing)
    {
    }

    private void Return(Block block)
    {
        if (Interlocked.Increment(ref _keptCount) <= mostKept)
        {
            _kept.Enqueue(block);
        }
        else
        {
            Interlocked.Decrement(ref _keptCount);
        }
    }

    private sealed class Block(BlockPool pool, int length) : IMemoryOwner<byte>
    {
        private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(length);

        public Memory<byte> Memory => _bytes;

        public void Dispose() => pool.Return(this);
    }
}
