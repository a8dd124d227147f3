using System.Buffers;
using System.Numerics;

namespace Gateway.Intake.Memory;

/// <summary>
/// Blocks of 2^n bytes, those above <see cref="LargestShared"/> out of a few large arrays that are used again and again. The shared pool
/// keeps large arrays for each thread and processor, uncounted; and arrays that are dropped are memory until the garbage collector comes,
/// which for large ones is late: floods of bodies took half as much again as was allowed. So it still is for blocks longer than a chunk,
/// which are arrays of their own.
/// </summary>
internal sealed class MemoryArena : IDisposable
{
    /// <summary>In bytes; the least that is cut out of an array here.</summary>
    public const int LeastBlock = 32 * 1024;

    private const int LeastChunk = 1024 * 1024;
    private const int LargestChunk = 16 * 1024 * 1024;

    /// <summary>Up to here the shared pool is used: what it keeps of those is little.</summary>
    private const int LargestShared = 16 * 1024;

    private const int Least = 16; // The shared pool's smallest.

    /// <summary>How long a chunk of which nothing is used is kept.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly int _chunkLength;
    private readonly List<ArenaChunk> _chunks = [];
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly ITimer _look;
    private readonly int _mostChunks;

    /// <param name="maxBytes">What is rented together, at most.</param>
    /// <param name="clock">Measures how long is kept what nobody needs.</param>
    public MemoryArena(long maxBytes, TimeProvider clock)
    {
        _clock = clock;
        // At least some, so that one block that is held for long does not take a chunk from all the others.
        _chunkLength = (int)Math.Clamp(BitOperations.RoundUpToPowerOf2((ulong)maxBytes / 8), LeastChunk, LargestChunk);

        // The rest is for blocks that are too small to stand here.
        _mostChunks = (int)Math.Clamp((maxBytes - (maxBytes / 8)) / _chunkLength, 1, int.MaxValue);
        _look = clock.CreateTimer(static state => ((MemoryArena)state!).DropUnused(), this, Patience, Patience);
    }

    /// <summary>What the arrays take that blocks are cut out of.</summary>
    public long HeldBytes
    {
        get
        {
            lock (_gate)
            {
                return (long)_chunks.Count * _chunkLength;
            }
        }
    }

    /// <summary>The length of the block that is rented for this many bytes, which is what has to be charged.</summary>
    public static int LengthFor(int least) => least <= LargestShared
        ? (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(least, Least))
        : (int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)Math.Max(least, LeastBlock)), Array.MaxLength);

    /// <param name="length">As <see cref="LengthFor"/> says.</param>
    /// <param name="block">The block; nothing if the free room is in pieces that are too small.</param>
    public bool TryRent(int length, out ArraySegment<byte> block)
    {
        if (length <= LargestShared)
        {
            block = new ArraySegment<byte>(ArrayPool<byte>.Shared.Rent(length), 0, length);
            return true;
        }

        if (length > _chunkLength)
        {
            block = GC.AllocateUninitializedArray<byte>(length);
            return true;
        }

        lock (_gate)
        {
            if (TryRentHeld(length, out block))
            {
                return true;
            }

            if (_chunks.Count >= _mostChunks)
            {
                return false;
            }

            var added = new ArenaChunk(_chunkLength);
            _chunks.Add(added);
            return added.TryRent(length, out block);
        }
    }

    public void Return(in ArraySegment<byte> block)
    {
        if (block.Count <= LargestShared)
        {
            ArrayPool<byte>.Shared.Return(block.Array!);
            return;
        }

        lock (_gate)
        {
            foreach (var chunk in _chunks)
            {
                if (chunk.Holds(block.Array!))
                {
                    chunk.Return(block);
                    chunk.UnusedSince = _clock.GetTimestamp();
                    return;
                }
            }
        }
    }

    /// <summary>
    /// Never rents this block again. Nor what stands beside it in its chunk, which is left to the garbage collector with it; nobody asks
    /// for such a thing but when a store has not answered in time.
    /// </summary>
    public void Abandon(in ArraySegment<byte> block)
    {
        var array = block.Array!;
        lock (_gate)
        {
            _chunks.RemoveAll(chunk => chunk.Holds(array));
        }
    }

    public void Dispose() => _look.Dispose();

    /// <summary>Small blocks from the front and large ones from the back: a chunk with a small one in it is of no use to the largest.</summary>
    private bool TryRentHeld(int length, out ArraySegment<byte> block)
    {
        var isLarge = length >= _chunkLength / 4;
        for (var i = 0; i < _chunks.Count; i++)
        {
            if (_chunks[isLarge ? _chunks.Count - 1 - i : i].TryRent(length, out block))
            {
                return true;
            }
        }

        block = default;
        return false;
    }

    private void DropUnused()
    {
        int dropped;
        lock (_gate)
        {
            dropped = _chunks.RemoveAll(chunk => chunk.IsUnused && _clock.GetElapsedTime(chunk.UnusedSince) >= Patience);
        }

        if (dropped > 0)
        {
            // An idle process would keep them for hours: nothing else makes it collect.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
