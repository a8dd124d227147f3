using System.Buffers;
using System.Numerics;

namespace Gateway.Intake.Memory;

/// <summary>
/// Blocks of 2^n bytes up to a mebibyte and of whole mebibytes beyond; those above <see cref="LargestShared"/> out of one long array
/// that is used again and again. The shared pool keeps large arrays for each thread and processor, uncounted; and arrays that are
/// dropped are memory until the garbage collector comes, which for large ones is late: floods of bodies took half as much again as
/// was allowed.
/// </summary>
internal sealed class MemoryArena : IDisposable
{
    /// <summary>In bytes; the least that is cut out of an array here.</summary>
    public const int LeastBlock = 32 * 1024;

    /// <summary>Up to here the shared pool is used: what it keeps of those is little.</summary>
    private const int LargestShared = 16 * 1024;

    private const int Least = 16; // The shared pool's smallest.

    /// <summary>Of one array.</summary>
    private const int MostPages = int.MaxValue / ArenaPage.Length;

    /// <summary>How long memory is kept of which nothing is used.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly bool _isUnbounded;
    private readonly ITimer? _look;
    private readonly long _mostResident; // Beyond it nothing is kept for the next: what is in no page is charged as well.
    private readonly List<ArenaRegion> _regions = [];
    private long _unreserved; // Pages of regions that nobody has needed yet.

    /// <param name="maxBytes">What is rented together, at most; <see cref="long.MaxValue"/> where nobody counts, and nothing is kept.</param>
    /// <param name="clock">Measures how long is kept what nobody needs.</param>
    public MemoryArena(long maxBytes, TimeProvider clock)
    {
        _clock = clock;
        _isUnbounded = maxBytes == long.MaxValue;
        if (!_isUnbounded)
        {
            var pages = maxBytes / ArenaPage.Length;
            _mostResident = Math.Max(1, pages - (pages / 8));
            _unreserved = WithRoom(pages + 1);
            _look = clock.CreateTimer(static state => ((MemoryArena)state!).DiscardUnused(), this, Patience, Patience);
        }
    }

    /// <summary>What takes memory of that which blocks are cut out of, in use or kept for the next.</summary>
    public long HeldBytes
    {
        get
        {
            lock (_gate)
            {
                return ResidentPages() * ArenaPage.Length;
            }
        }
    }

    /// <summary>The length of the block that is rented for this many bytes, which is what has to be charged.</summary>
    public static int LengthFor(int least) => least switch
    {
        <= LargestShared => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(least, Least)),
        <= ArenaPage.Length => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(least, LeastBlock)),
        _ => (int)Math.Min(((long)least + ArenaPage.Length - 1) / ArenaPage.Length * ArenaPage.Length, Array.MaxLength),
    };

    /// <param name="length">As <see cref="LengthFor"/> says.</param>
    /// <param name="block">The block; nothing if the free room is in pieces that are too small.</param>
    public bool TryRent(int length, out ArraySegment<byte> block)
    {
        if (length <= LargestShared)
        {
            block = new ArraySegment<byte>(ArrayPool<byte>.Shared.Rent(length), 0, length);
            return true;
        }

        if (_isUnbounded)
        {
            block = GC.AllocateUninitializedArray<byte>(length);
            return true;
        }

        lock (_gate)
        {
            if (!TryRentPages(length, out block))
            {
                return false;
            }

            // Pages in between that are too few for this one take as much memory as if they were used.
            var tooMany = (int)Math.Min(ResidentPages() - _mostResident, int.MaxValue);
            if (tooMany > 0)
            {
                Discard(tooMany, before: long.MaxValue);
            }

            return true;
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
            foreach (var region in _regions)
            {
                if (region.Holds(block.Array!))
                {
                    region.Return(block, _clock.GetTimestamp());
                    return;
                }
            }
        }
    }

    public void Dispose() => _look?.Dispose();

    /// <summary>
    /// Half as many addresses again as memory: room that is free in all is nearly always free in one piece then, whatever stays in between. Where
    /// there are that many: the runtime counts them to the heap.
    /// </summary>
    private static long WithRoom(long pages) =>
        Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2 / ArenaPage.Length, pages, pages + (pages / 2));

    private bool TryRentPages(int length, out ArraySegment<byte> block)
    {
        foreach (var region in _regions)
        {
            if (region.TryRent(length, out block))
            {
                return true;
            }
        }

        if (_unreserved == 0)
        {
            block = default;
            return false;
        }

        var pages = (int)Math.Min(_unreserved, MostPages);
        var added = new ArenaRegion(pages);
        _unreserved -= pages;
        _regions.Add(added);
        return added.TryRent(length, out block);
    }

    private void DiscardUnused()
    {
        lock (_gate)
        {
            var patience = (long)(Patience.TotalSeconds * _clock.TimestampFrequency);
            Discard(int.MaxValue, _clock.GetTimestamp() - patience);
        }
    }

    private void Discard(int atMost, long before)
    {
        foreach (var region in _regions)
        {
            atMost -= region.Discard(atMost, before);
        }
    }

    private long ResidentPages()
    {
        var pages = 0L;
        foreach (var region in _regions)
        {
            pages += region.ResidentPages;
        }

        return pages;
    }
}
